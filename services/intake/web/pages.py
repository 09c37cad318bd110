"""Pages for askers and for the accepting desk."""

import json
from typing import Any

from services.intake.domain.appeal.commands import Accept, Decline, Supplement
from services.intake.domain.reasons import DECLINE_REASONS
from services.intake.readmodels import appeals
from services.intake.readmodels.appeals import Row
from services.intake.submitting import complain, submit
from services.intake.web.api import found, take_back
from services.intake.web.forms import (
    AcceptForm,
    AppealForm,
    ComplaintForm,
    DeclineForm,
    FollowForm,
    SupplementForm,
    WithdrawalForm,
)
from services.intake.web.views import followed, track
from shared.eventlog.clock import uuid7
from shared.house.house import House
from shared.house.reading import open_for, opened
from shared.kernel.numbering import read_case_number
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text
from shared.kernel.times import unstamp
from shared.rules.catalogue import KINDS
from shared.vault.receipts import read_receipt
from shared.web.answers import Page, See
from shared.web.ask import Ask
from shared.web.inputs import inputs

SHOWN = ("title", "text", "name", "phone", "enterprise", "credit_code")
PAGE = 30


def ask_page(ask: Ask) -> Page:
    """Say it once."""
    return Page("intake/ask.html", {"inputs": inputs(AppealForm, ask, values={"kind": "求助"})})


def ask_post(ask: Ask) -> See:
    """Registered; the next page shows number and receipt."""
    house: House = ask.service
    made = submit(house, ask.form, ask.idempotency_key or uuid7(ask.at), ask.who.actor())
    return See(f"/intake/follow?no={made.case_no}&receipt={made.receipt}", "done.received")


def follow_page(ask: Ask) -> Page:
    """A form for number and receipt, or the case they belong to."""
    house: House = ask.service
    no, receipt = ask.query("no"), ask.query("receipt")
    values: dict[str, Any] = {
        "inputs": inputs(FollowForm, ask, values={"no": no, "receipt": receipt}),
        "case": None,
        "wrong": "",
    }
    if not no or not receipt:
        return Page("intake/follow.html", values)
    try:
        row = found(house, read_case_number(no), receipt)
    except (ValueError, Rejected):
        return Page("intake/follow.html", {**values, "wrong": "编号或查询码不对，请核对是否抄错一位。"}, 404)
    return Page("intake/follow.html", {**values, **_case(ask, house, row, receipt)})


def follow_again(ask: Ask) -> Page:
    """The same page with what was refused."""
    house: House = ask.service
    no, receipt = ask.arguments["no"], ask.arguments["receipt"]
    return Page("intake/follow.html", _case(ask, house, found(house, no, receipt), receipt))


def _case(ask: Ask, house: House, row: Row, receipt: str) -> dict[str, Any]:
    return {
        "case": followed(house, row),
        "track": track(row["state"]),
        "ended": row["state"] in appeals.ENDED,
        "receipt": receipt,
        "path": f"/intake/follow/{row['case_no']}/{receipt}",
        "reasons": DECLINE_REASONS,
        "forms": follow_forms(ask),
    }


def follow_forms(ask: Ask) -> dict[str, object]:
    """What an asker may still do."""
    return {"supplement": inputs(SupplementForm, ask), "withdraw": inputs(WithdrawalForm, ask)}


def follow_supplement(ask: Ask) -> See:
    """More words by the asker."""
    house: House = ask.service
    no, receipt = ask.arguments["no"], ask.arguments["receipt"]
    row = found(house, no, receipt)
    words = Text(ask.form["text"], compare=True)
    house.execute(Supplement(row["stream"], house.moment(ask.who.actor()), words, ask.idempotency_key or ""))
    return See(f"/intake/follow?no={no}&receipt={receipt}", "done.supplemented")


def follow_withdraw(ask: Ask) -> See:
    """The asker takes it back."""
    no, receipt = ask.arguments["no"], ask.arguments["receipt"]
    take_back(ask, found(ask.service, no, receipt))
    return See(f"/intake/follow?no={no}&receipt={receipt}", "done.withdrawn")


def complain_page(ask: Ask) -> Page:
    """About officials: another way, another key, other readers."""
    try:
        receipt = read_receipt(ask.query("receipt"))
    except ValueError:
        receipt = ""
    return Page("intake/complain.html", {"inputs": inputs(ComplaintForm, ask), "receipt": receipt})


def complain_post(ask: Ask) -> See:
    """Received; the receipt is all that is said about it."""
    content = json.dumps(dict(ask.form), ensure_ascii=False, sort_keys=True)
    receipt = complain(ask.service, content, ask.idempotency_key or uuid7(ask.at))
    return See(f"/intake/complain?receipt={receipt}", "done.complained")


def desk_page(ask: Ask) -> Page:
    """What waits to be accepted, the oldest first."""
    house: House = ask.service
    after = unstamp(ask.query("after")) if ask.query("after") else None
    with house.engine.connect() as connection:
        rows = appeals.waiting(connection, after, PAGE + 1)
        counts = appeals.counts(connection)
    shown = [{**row, "title": opened(house, row["title"], "page.list")} for row in rows[:PAGE]]
    more = shown[-1]["received_at"].isoformat() if len(rows) > PAGE else ""
    return Page("intake/desk.html", {"rows": shown, "more": more, "counts": counts})


def desk_case(ask: Ask) -> Page:
    """One appeal, with the two decisions."""
    house: House = ask.service
    with house.engine.connect() as connection:
        row = appeals.of_case(connection, ask.arguments["no"])
    if row is None:
        raise Rejected("appeal.not_found")
    words = open_for(house, ask.who.actor(), row["case_no"], "page.desk", {name: row[name] for name in SHOWN})
    kinds = [(kind, kind) for kind in KINDS]
    forms = {
        "accept": inputs(AcceptForm, ask, values={"kind": row["kind"]}, choices={"kind": kinds}),
        "decline": inputs(DeclineForm, ask, choices={"reason": list(DECLINE_REASONS.items())}),
    }
    return Page("intake/desk_case.html", {"row": row, "words": words, "forms": forms, "reasons": DECLINE_REASONS})


def desk_accept(ask: Ask) -> See:
    """Accepted: routing opens a work order."""
    house: House = ask.service
    house.execute(Accept(_stream(ask), house.moment(ask.who.actor()), ask.form.get("kind", "")))
    return See("/intake/desk", "done.accepted")


def desk_decline(ask: Ask) -> See:
    """Not accepted, with a lawful reason and advice."""
    house: House = ask.service
    advice = Text(ask.form["advice"]) if ask.form.get("advice") else None
    house.execute(Decline(_stream(ask), house.moment(ask.who.actor()), ask.form["reason"], advice))
    return See("/intake/desk", "done.declined")


def _stream(ask: Ask) -> str:
    house: House = ask.service
    with house.engine.connect() as connection:
        row = appeals.of_case(connection, ask.arguments["no"])
    if row is None:
        raise Rejected("appeal.not_found")
    return str(row["stream"])
