"""Reminders: which duties lapsed, and which unit was told. Units see their own, desks and leaders all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from services.supervision.domain.assessment.period import day_of
from services.supervision.readmodels import reminders
from services.supervision.readmodels.reminders import Row
from services.supervision.web.forms import ReminderFilter
from services.supervision.web.seeing import own_unit, position_in
from services.supervision.web.words import DUE
from shared.house.house import House
from shared.kernel.times import midnight
from shared.web.answers import Json, Page
from shared.web.ask import Ask
from shared.web.inputs import Input, inputs
from shared.web.paging import LIMIT, Key, Slice, page

READ = "reminders.read"
PLAIN = ("case_no", "round", "duty", "unit", "due_at", "colour", "issued_at")
DAYS = 7


def listed(ask: Ask, cursor: str | None, limit: int = LIMIT) -> Slice[Row]:
    """One page of what is asked for and may be seen, the latest first."""
    own, unit, duty = own_unit(ask, READ), ask.form.get("unit", ""), ask.form.get("duty", "")
    if own and unit not in ("", own):
        return Slice((), None)
    house: House = ask.service

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with house.engine.connect() as connection:
            return reminders.listed(connection, own or unit, duty, position_in(after), count)

    return page(fetch, lambda row: (row["position"],), cursor, limit)


def show(ask: Ask) -> Page:
    """`?unit=&duty=&cursor=`."""
    own = own_unit(ask, READ)
    asked = {name: ask.query(name) for name in ("unit", "duty", "cursor")}
    values = {
        "own": own,
        "figures": _figures(ask, own),
        "found": listed(ask, asked["cursor"]),
        "asked": asked,
        "inputs": _inputs(ask, asked, own),
        "due_words": DUE,
    }
    return Page("supervision/reminders.html", values)


def _figures(ask: Ask, own: str) -> Mapping[str, int]:
    house: House = ask.service
    today = midnight(day_of(ask.at))
    week = today - timedelta(days=DAYS - 1)
    with house.engine.connect() as connection:
        return {
            "today": reminders.count(connection, own, today),
            "week": reminders.count(connection, own, week),
            "all": reminders.count(connection, own),
        }


def _inputs(ask: Ask, asked: Mapping[str, str], own: str) -> list[Input]:
    units = ask.service.rulebook.current.unit_choices
    controls = inputs(ReminderFilter, ask, values=asked, choices={"unit": units})
    return [replace(one, kind="select") for one in controls if one.name == "duty" or not own]


def list_reminders(ask: Ask) -> Json:
    """The API's list."""
    shown = listed(ask, ask.form.get("cursor"), ask.form.get("limit", LIMIT))
    rows: list[dict[str, Any]] = [{name: row[name] for name in PLAIN} for row in shown.items]
    return Json({"reminders": rows, "next_cursor": shown.next_cursor})
