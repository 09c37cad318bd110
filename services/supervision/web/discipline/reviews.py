"""Reviews: the list, one with its whole story, and the draft of a typical case."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from services.supervision.readmodels import reviews
from services.supervision.readmodels.reviews import Row
from services.supervision.web.discipline import forms, words
from services.supervision.web.discipline.seeing import LISTED, as_about, document, in_clear, read, read_list
from services.supervision.web.seeing import is_closed
from services.supervision.web.story import unit_name, who
from shared.eventlog.fact import Fact, fact_of
from shared.house.house import House
from shared.house.reading import stored_field
from shared.kernel.numbering import stream_id
from shared.kernel.times import stamp, unstamp
from shared.web.answers import Json, Page
from shared.web.ask import Ask
from shared.web.display import when
from shared.web.failures import Failure
from shared.web.inputs import inputs
from shared.web.paging import LIMIT, Key, Slice, page, timed
from shared.web.steps import STEPS

PLAIN = ("review", "state", "opened_at", "changed_at", "due_at", "lapsed", "names_approved")
ALARMS = ("review.lapsed", "review.conflict_declared", "review.reopened")
HIDDEN = ("about", "draft", "names", "approver", "drafter")
"""Shown elsewhere on the page, or not at all before they are approved."""
Shown = tuple[Row, dict[str, Any]]


def listed(ask: Ask, state: str, cursor: str | None, limit: int = LIMIT) -> Slice[Shown]:
    """One page, the newest first, with what each is about."""

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with ask.service.engine.connect() as connection:
            return reviews.listed(connection, state, timed(after), count)

    rows = page(fetch, lambda row: (stamp(row["opened_at"]), row["review"]), cursor, limit)
    abouts = read_list(ask, LISTED[1], [row["about"] for row in rows.items])
    shown = [(row, as_about(document(about))) for row, about in zip(rows.items, abouts, strict=True)]
    return Slice(shown, rows.next_cursor)


def show_all(ask: Ask) -> Page:
    """`?state=&cursor=`."""
    asked = {name: ask.query(name) for name in ("state", "cursor")}
    with ask.service.engine.connect() as connection:
        counted = reviews.counts(connection)
    controls = inputs(forms.ReviewFilter, ask, values=asked)
    values = {
        "found": listed(ask, asked["state"], asked["cursor"]),
        "inputs": [one for one in controls if one.name == "state"],
        "asked": asked,
        "states": words.REVIEW_STATES,
        "counted": [(label, counted.get(code, 0)) for code, label in words.REVIEW_STATES.items()],
    }
    return Page("supervision/discipline/reviews.html", values)


def list_reviews(ask: Ask) -> Json:
    """The API's list."""
    form = ask.form
    shown = listed(ask, form.get("state", ""), form.get("cursor"), form.get("limit", LIMIT))
    rows = [{**summary(row), "about": about} for row, about in shown.items]
    return Json({"reviews": rows, "next_cursor": shown.next_cursor})


def summary(row: Any) -> dict[str, Any]:
    """Clear fields alone."""
    return {name: row[name] for name in PLAIN}


def row_of(ask: Ask) -> Row:
    """The review in the address; Failure 404."""
    with ask.service.engine.connect() as connection:
        row = reviews.one(connection, ask.arguments["id"])
    if row is None:
        raise Failure(404, "review.unknown")
    return row


def facts_of(house: House, review: str) -> list[Fact]:
    return [fact_of(entry.body) for entry in house.log.stream(stream_id("review", review))]


def opened_review(ask: Ask, row: Row) -> dict[str, Any]:
    """What it is about, and every step in clear, recorded under the review."""
    facts = facts_of(ask.service, row["review"])
    closed = {
        f"{number}.{name}": stored_field(value)
        for number, fact in enumerate(facts)
        for name, value in fact.data.items()
        if is_closed(value) and name not in HIDDEN
    }
    names = {name: row[name] for name in ("about", "conclusion", "reviewer")}
    clear = _read(ask, row, {**closed, **names})
    steps = [_step(ask, fact, number, clear) for number, fact in enumerate(facts)]
    return {
        "about": as_about(document(clear["about"])),
        "conclusion": clear["conclusion"],
        "reviewer": clear["reviewer"],
        "history": steps,
    }


def _read(ask: Ask, row: Row, fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """Recorded as one reading of the whole; the names of what is read stay few."""
    read(ask, f"review/{row['review']}", {"review": row["about"]})
    return {name: in_clear(ask.service, field) if field else None for name, field in fields.items()}


def _step(ask: Ask, fact: Fact, number: int, clear: Mapping[str, str | None]) -> dict[str, Any]:
    said = {name: clear.get(f"{number}.{name}") for name in fact.data}
    if fact.data.get("due_at"):
        said["due_at"] = when(unstamp(fact.data["due_at"]))
    notes = [(label, _word(name, said[name])) for name, label in words.FIELDS.items() if said.get(name)]
    rules = ask.service.rulebook.current
    return {
        "at": fact.time,
        "type": fact.type,
        "what": STEPS[fact.type],
        "who": who(fact.actor, rules),
        "service": "",
        "alarm": fact.type in ALARMS,
        "notes": notes,
    }


def _word(name: str, value: str | None) -> str:
    table = {"kind": words.STEPS, "conclusion": words.CONCLUSIONS}.get(name, {})
    return table.get(value or "", value or "")


def read_review(ask: Ask) -> Json:
    """One review in clear, by the API."""
    row = row_of(ask)
    return Json({**summary(row), **opened_review(ask, row), "case": case_of(ask, row)})


def case_of(ask: Ask, row: Row) -> dict[str, Any] | None:
    """The draft of a typical case; its names only after a second person approved them."""
    if not row["draft"]:
        return None
    shown = {"draft": row["draft"], "names": row["names"] if row["names_approved"] else None}
    clear = read(ask, f"review/{row['review']}", shown)
    draft = json.loads(clear["draft"] or "{}") if (clear["draft"] or "").startswith("{") else {}
    unit = unit_name(draft.get("unit", ""), ask.service.rulebook.current)
    return {**dict.fromkeys(words.DRAFT, ""), **draft, "unit": unit, "names": clear["names"]}


def show_case(ask: Ask) -> Page:
    """The draft as it would be circulated."""
    row = row_of(ask)
    case = case_of(ask, row)
    if case is None:
        raise Failure(404, "review.no_draft_yet")
    values = {"row": row, "case": case, "fields": words.DRAFT}
    return Page("supervision/discipline/case.html", values)
