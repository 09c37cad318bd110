"""Clues: the list, one with its evidence, registering by hand, and what a person decides about it."""

import json
from collections.abc import Sequence
from typing import Any

from services.supervision.domain import clue as told
from services.supervision.readmodels import clues
from services.supervision.readmodels.clues import Row
from services.supervision.web.committing import case_of
from services.supervision.web.discipline import forms, words
from services.supervision.web.discipline.pair import texts_of
from services.supervision.web.discipline.seeing import LISTED, as_clue, document, read, read_list
from shared.eventlog.clock import uuid7
from shared.house.house import House
from shared.kernel.misconduct import MISCONDUCT
from shared.kernel.numbering import stream_id
from shared.kernel.text import Text
from shared.kernel.times import stamp
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.inputs import inputs
from shared.web.paging import LIMIT, Key, Slice, page, timed

HOME = "/supervision/discipline"
PLAIN = ("matter", "source", "state", "came_at", "changed_at")
Shown = tuple[Row, dict[str, Any]]
"""A clue, and what its content says; nothing of a complaint, which is opened on its own page."""


def listed(ask: Ask, source: str, state: str, rule: str, cursor: str | None, limit: int = LIMIT) -> Slice[Shown]:
    """One page, the newest first. With a rule a page may be short though more come."""

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with ask.service.engine.connect() as connection:
            return clues.listed(connection, "rule" if rule else source, state, timed(after), count)

    rows = page(fetch, lambda row: (stamp(row["came_at"]), row["matter"]), cursor, limit)
    contents = [None if row["source"] == "complaint" else row["content"] for row in rows.items]
    read_ = read_list(ask, LISTED[0], contents)
    shown = [(row, as_clue(document(content))) for row, content in zip(rows.items, read_, strict=True)]
    return Slice([one for one in shown if rule in ("", one[1].get("rule"))], rows.next_cursor)


def show_all(ask: Ask) -> Page:
    """`?source=&state=&rule=&cursor=`."""
    asked = {name: ask.query(name) for name in ("source", "state", "rule", "cursor")}
    house: House = ask.service
    with house.engine.connect() as connection:
        counted = clues.counts(connection)
    names = rule_names(house)
    controls = inputs(forms.ClueFilter, ask, values=asked, choices={"rule": tuple(names.items())})
    values = {
        "found": listed(ask, asked["source"], asked["state"], asked["rule"], asked["cursor"]),
        "inputs": [one for one in controls if one.name in ("source", "state", "rule")],
        "asked": asked,
        "counted": [(label, counted.get(code, 0)) for code, label in words.CLUE_STATES.items()],
        **vocabulary(house),
    }
    return Page("supervision/discipline/clues.html", values)


def rule_names(house: House) -> dict[str, str]:
    return {code: pattern.name for code, pattern in house.rulebook.current.patterns.items()}


def vocabulary(house: House) -> dict[str, Any]:
    return {"sources": words.SOURCES, "states": words.CLUE_STATES, "kinds": MISCONDUCT, "rules": rule_names(house)}


def list_clues(ask: Ask) -> Json:
    """The API's list."""
    form = ask.form
    source, state, rule = (str(form.get(name, "")) for name in ("source", "state", "rule"))
    shown = listed(ask, source, state, rule, form.get("cursor"), form.get("limit", LIMIT))
    rows = [{**summary(row), "content": content} for row, content in shown.items]
    return Json({"clues": rows, "next_cursor": shown.next_cursor})


def summary(row: Any) -> dict[str, Any]:
    """Clear fields alone."""
    return {name: row[name] for name in PLAIN}


def row_of(ask: Ask) -> Row:
    """The clue in the address; Failure 404."""
    with ask.service.engine.connect() as connection:
        row = clues.one(connection, ask.arguments["id"])
    if row is None:
        raise Failure(404, "clue.unknown")
    return row


def opened_clue(ask: Ask, row: Row) -> dict[str, Any]:
    """Content, decision and texts in clear, recorded under the clue."""
    clear = read(ask, row["subject"], {name: row[name] for name in ("content", "reason", "review")})
    content = as_clue(document(clear["content"]))
    return {"content": content, "reason": clear["reason"], "review": clear["review"], **texts_of(ask, row, content)}


def read_clue(ask: Ask) -> Json:
    """One clue in clear, by the API."""
    row = row_of(ask)
    return Json({**summary(row), **opened_clue(ask, row)})


def show_form(ask: Ask) -> Page:
    """Where a clue is registered by hand."""
    return Page(
        "supervision/discipline/clue_new.html",
        {"inputs": inputs(forms.RegisterClue, ask, choices={"unit": units(ask)})},
    )


def units(ask: Ask) -> list[tuple[str, str]]:
    return [(unit.code, unit.short) for unit in ask.service.rulebook.current.units.values()]


def registered(ask: Ask) -> str:
    """The new clue's id; the same for the same idempotency key."""
    house: House = ask.service
    key = ask.idempotency_key
    matter = stream_id("clue by hand", ask.who.account, key or uuid7(ask.at))
    known = house.rulebook.current.units
    if ask.form.get("unit") and ask.form["unit"] not in known:
        raise Failure(422, "review.unknown_unit")
    content = json.dumps({**ask.form, "case_no": case_of(ask.form)}, ensure_ascii=False, sort_keys=True)
    house.execute(told.RegisterClue(matter, house.moment(ask.who.actor()), Text(content)), once=ask.once_only)
    return matter


def register(ask: Ask) -> See:
    return See(f"{HOME}/clues/{registered(ask)}", "done.clue_registered")


def register_by_api(ask: Ask) -> Json:
    matter = registered(ask)
    with ask.service.engine.connect() as connection:
        row = clues.one(connection, matter)
    headers = {"Location": f"/supervision/api/v1/discipline/clues/{matter}"}
    return Json(summary(row), status=201, headers=headers)
