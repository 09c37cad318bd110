"""Audit of reading (查阅审计): for the audit administrator and the discipline room, from the ledger's own copies.

Readings of complaints, clues and reviews are shown to the discipline room alone; to others there is none.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import RowMapping

from services.ledger.readmodels.audits import Wanted, listed
from services.ledger.web import forms
from services.ledger.web.fields import FIELDS
from services.ledger.web.seeing import canonical
from services.ledger.web.words import AUDIT_KINDS, PARTS, PURPOSES, REFUSED, SAID
from shared.house.house import House
from shared.kernel.times import SHANGHAI, stamp, unstamp
from shared.rules.rules import Rules
from shared.web.answers import Json, Page
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.inputs import inputs
from shared.web.paging import LIMIT, Key, Slice, page
from shared.web.steps import STEPS

READ, ROOM = "audit.read", "reviews.read"
CLOSED = "‹已加密›"


def found(ask: Ask, cursor: str | None, limit: int = LIMIT) -> Slice[RowMapping]:
    """One page of what may be seen, the latest first."""
    house: House = ask.service
    wanted = wanted_of(ask)

    def fetch(after: Key | None, count: int) -> Sequence[RowMapping]:
        with house.log.reading() as connection:
            return listed(connection, wanted, _place(after), count)

    return page(fetch, lambda row: (stamp(row["at"]), row["source"], row["position"]), cursor, limit)


def wanted_of(ask: Ask) -> Wanted:
    """Days are whole days in Hailar."""
    form = ask.form
    since, until = form.get("since"), form.get("until")
    return Wanted(
        kind=form.get("kind", ""),
        account=form.get("account", "").strip(),
        subject=canonical(form.get("subject", "").strip()),
        since=_midnight(since) if since else None,
        until=_midnight(until) + timedelta(days=1) if until else None,
        private=ask.may(ROOM),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _place(key: Key | None) -> tuple[datetime, str, int] | None:
    match key:
        case None:
            return None
        case (str(at), str(source), int(position)) if 0 <= position < 2**53:
            try:
                return unstamp(at), source, position
            except (ValueError, OverflowError):
                pass
    raise Failure(422, "request.cursor")


def document(row: RowMapping) -> dict[str, Any]:
    """A row in the API."""
    plain = {name: row[name] for name in ("kind", "type", "subject", "account", "unit", "post", "at")}
    return {**plain, "service": row["source"], "said": json.loads(row["said"])}


def notes(row: RowMapping, rules: Rules) -> list[tuple[str, str]]:
    """What was said, for people."""
    said = json.loads(row["said"])
    told = [(label, _in_words(name, said[name], rules)) for name, label in SAID.items() if said.get(name)]
    return [*told, ("理由", CLOSED)] if said.get("reasoned") else told


def _in_words(name: str, value: Any, rules: Rules) -> str:
    """Codes in words; a reason is closed, and the ledger opens nothing."""
    if isinstance(value, list):
        return "、".join(_in_words(name.removesuffix("s"), one, rules) for one in value)
    if name == "role":
        return rules.roles[value].name if value in rules.roles else value
    if name == "part":
        return PARTS.get(value, value)
    if name == "field":
        return FIELDS[last].label if (last := value.rpartition(".")[2]) in FIELDS else value
    if name == "purpose":
        return PURPOSES.get(value.partition(".")[0], value)
    return REFUSED.get(value, str(value))


def list_page(ask: Ask) -> Page:
    """`?kind=&account=&subject=&since=&until=&cursor=`."""
    asked = {name: ask.query(name) for name in ("kind", "account", "subject", "since", "until", "cursor")}
    shown, rules = found(ask, asked["cursor"]), ask.service.rulebook.current
    values = {
        "slice": Slice(
            [(row, STEPS.get(row["type"], row["type"]), notes(row, rules)) for row in shown.items], shown.next_cursor
        ),
        "inputs": inputs(forms.AuditFilter, ask, values=asked),
        "asked": asked,
        "kinds": AUDIT_KINDS,
    }
    return Page("ledger/audit.html", values)


def list_audits(ask: Ask) -> Json:
    """The API's list."""
    shown = found(ask, ask.form.get("cursor"), ask.form.get("limit", LIMIT))
    return Json({"audits": [document(row) for row in shown.items], "next_cursor": shown.next_cursor})
