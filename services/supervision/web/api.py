"""The API of callbacks: JSON for machines, the same actions as the pages."""

from collections.abc import Callable
from typing import Any

from services.supervision.readmodels.callbacks import query
from services.supervision.readmodels.callbacks.query import Filter, Row
from services.supervision.web.actions import BY_NAME
from services.supervision.web.listing import listed, sorting_of
from services.supervision.web.seeing import Eyes, facts_of, found, is_closed
from shared.eventlog.fact import Fact
from shared.house.house import House
from shared.web.answers import Json
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.paging import LIMIT

PLAIN = (
    *("case_no", "state", "round", "unit", "by", "ours", "due", "due_at", "lapsed", "changed_at", "closed_at"),
    *("claimed", "anonymous", "attempts", "outcome", "resolved", "satisfied", "recorded_by", "why", "end", "reason"),
    "confidential",
    *("approver", "settled_at"),
)
PERSONAL = ("name", "phone")


def summary(row: Row) -> dict[str, Any]:
    """A callback without personal data."""
    return {name: row[name] for name in PLAIN}


def list_callbacks(ask: Ask) -> Json:
    """By due time where a state is asked about that waits for somebody, else the latest change first."""
    form = ask.form
    wanted = Filter(
        (form["state"],) if "state" in form else (), None, form.get("unit", ""), form.get("proposed", False)
    )
    shown = listed(ask.service, wanted, sorting_of(form), form.get("cursor"), form.get("limit", LIMIT))
    return Json({"callbacks": [summary(row) for row in shown.items], "next_cursor": shown.next_cursor})


def show_callback(ask: Ask) -> Json:
    """One callback with its history; personal data in clear for those who may, and recorded."""
    row = found(ask)
    facts = facts_of(ask.service, row["case_no"])
    eyes = Eyes(ask, row, facts)
    whom = {name: eyes.stored(row[name]) for name in PERSONAL}
    history = [_told(fact, eyes) for fact in facts]
    return Json({**summary(row), **whom, "answer": eyes.stored(row["public"]), "history": history})


def _told(fact: Fact, eyes: Eyes) -> dict[str, Any]:
    data = {
        name: eyes(value) if is_closed(value) else value for name, value in fact.data.items() if name not in PERSONAL
    }
    actor = {"account": fact.actor.account, "unit": fact.actor.unit}
    return {"time": fact.time, "type": fact.type, "actor": actor, "data": data}


def acting(name: str) -> Callable[[Ask], Json]:
    """The view of one action: 200 with the callback as it is then, the same when it was done before."""
    action = BY_NAME[name]

    def act(ask: Ask) -> Json:
        house: House = ask.service
        before = found(ask)
        house.execute(action.command(before["case_no"], ask.form, house.moment(ask.who.actor())), once=ask.once_only)
        with house.engine.connect() as connection:
            after = query.of_case(connection, before["case_no"])
        return Json(summary(after or before))

    return act


def unknown_action(ask: Ask) -> Json:
    """Not an action."""
    raise Failure(404, "action.unknown", facts={"action": ask.arguments["action"]})
