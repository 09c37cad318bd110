"""What each fact changes in a part's row."""

from collections.abc import Callable, Mapping
from typing import Any

from services.routing.readmodels.parts.tables import parts
from services.routing.readmodels.work_orders import tasks as due
from services.routing.readmodels.work_orders.tasks import Tasks
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, Rows

OVER: Mapping[str, Any] = {"asked": False, "due": None, "due_at": None, "lapse_at": None}


def _put(fact: Fact, rows: Rows, **values: Any) -> None:
    rows.put(parts, case_no=fact.subject, unit=fact.data["unit"], **values)


def _tasks(fact: Fact, rows: Rows) -> Tasks:
    row = rows.get(parts, fact.subject, fact.data["unit"]) or {}
    return due.read(row.get("duties"))


def assigned(fact: Fact, rows: Rows) -> None:
    data = fact.data
    place = {"round": data["round"], "lead": data["lead"], "state": "assigned", "asked": False}
    _put(fact, rows, **place, **due.columns(due.fresh(data["duties"])))


def signed(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, state="signed", **due.columns(due.done(_tasks(fact, rows), "sign", fact.time)))


def delivered(fact: Fact, rows: Rows) -> None:
    tasks = due.done(_tasks(fact, rows), "deliver", fact.time)
    _put(fact, rows, state="delivered", **{**due.columns(tasks), **OVER})


def excused(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, state="excused", **OVER)


def released(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, state="released", **OVER)


def extension_requested(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, asked=True)


def extended(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, asked=False, **due.columns(due.begun(_tasks(fact, rows), fact.data["duties"])))


def extension_refused(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, asked=False)


def lapsed(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, **due.columns(due.lapsed(_tasks(fact, rows), fact.data["duty"])))


FACTS: Mapping[str, Callable[[Fact, Rows], None]] = {
    one.__name__: one
    for one in (
        *(assigned, signed, delivered, excused, released),
        *(extension_requested, extended, extension_refused, lapsed),
    )
}
SAID: Mapping[str, Apply] = {f"part.{name}": change for name, change in FACTS.items()}
