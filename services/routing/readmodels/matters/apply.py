"""What each fact of a transfer, instruction, meeting or escalation changes in its row."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from services.routing.readmodels.matters.tables import concerned, matters
from services.routing.readmodels.work_orders import tasks as due
from services.routing.readmodels.work_orders.tasks import Task, Tasks
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, Rows
from shared.house.reading import stored_field
from shared.kernel.times import unstamp


def _kind(fact: Fact) -> str:
    return fact.type.partition(".")[0]


def _put(fact: Fact, rows: Rows, **values: Any) -> None:
    rows.put(matters, subject=fact.subject, kind=_kind(fact), number=fact.data["number"], **values)


def _tasks(fact: Fact, rows: Rows) -> Tasks:
    row = rows.get(matters, fact.subject, _kind(fact), fact.data["number"]) or {}
    return due.read(row.get("duties"))


def _named(duties: Iterable[Mapping[str, Any]]) -> Tasks:
    return tuple(Task(f"{one['duty']}/{one['unit']}", one["unit"], unstamp(one["due_at"])) for one in duties)


def _begun(fact: Fact, rows: Rows, units: Iterable[str], **values: Any) -> None:
    columns = due.columns(_named(fact.data["duties"]))
    _put(fact, rows, unit=fact.data["unit"], begun_at=fact.time, **values, **columns)
    for unit in units:
        rows.put(concerned, unit=unit, kind=_kind(fact), subject=fact.subject, number=fact.data["number"])


def made(fact: Fact, rows: Rows) -> None:
    data = fact.data
    state = "waiting" if data["outside"] else "inside"
    _begun(fact, rows, (), state=state, what=data["to_name"], words=stored_field(data["reason"]))


def chased(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, **due.columns(_named(fact.data["duties"])))


def given(fact: Fact, rows: Rows) -> None:
    data = fact.data
    _begun(fact, rows, data["addressees"], state="given", leader=data["leader"], words=stored_field(data["text"]))


def reported(fact: Fact, rows: Rows) -> None:
    tasks = due.done(_tasks(fact, rows), f"report_instruction/{fact.data['unit']}", fact.time)
    _put(fact, rows, state="reported", **due.columns(tasks))


def convened(fact: Fact, rows: Rows) -> None:
    data = fact.data
    words = stored_field(data["agenda"])
    _begun(fact, rows, data["units"], state="convened", what=data["kind"], at=unstamp(data["at"]), words=words)


def held(fact: Fact, rows: Rows) -> None:
    """From now on its decisions are due."""
    decisions = fact.data["decisions"]
    tasks = tuple(Task(f"decision/{one['number']}", one["unit"], unstamp(one["due_at"])) for one in decisions)
    _put(fact, rows, state="held" if tasks else "done", **due.columns(tasks))
    for one in decisions:
        rows.put(concerned, unit=one["unit"], kind="meeting", subject=fact.subject, number=fact.data["number"])


def decision_done(fact: Fact, rows: Rows) -> None:
    tasks = due.done(_tasks(fact, rows), f"decision/{fact.data['decision']}", fact.time)
    left = any(one.done_at is None for one in tasks)
    _put(fact, rows, state="held" if left else "done", **due.columns(tasks))


def proposed(fact: Fact, rows: Rows) -> None:
    data = fact.data
    _begun(fact, rows, (data["unit"],), state="waiting", what=data["to"], words=stored_field(data["proposal"]))


def lapsed(fact: Fact, rows: Rows) -> None:
    data = fact.data
    which = data.get("decision") or data["unit"]
    _put(fact, rows, **due.columns(due.lapsed(_tasks(fact, rows), f"{data['duty']}/{which}")))


def _ends(state: str) -> Apply:
    def change(fact: Fact, rows: Rows) -> None:
        _put(fact, rows, state=state, **due.columns(()))

    return change


SAID: Mapping[str, Callable[[Fact, Rows], None]] = {
    "transfer.made": made,
    "transfer.chased": chased,
    "transfer.confirmed": _ends("confirmed"),
    "transfer.refused": _ends("refused"),
    "transfer.ended": _ends("ended"),
    "transfer.lapsed": lapsed,
    "instruction.given": given,
    "instruction.reported": reported,
    "instruction.done": _ends("done"),
    "instruction.lapsed": lapsed,
    "meeting.convened": convened,
    "meeting.held": held,
    "meeting.decision_done": decision_done,
    "meeting.cancelled": _ends("cancelled"),
    "meeting.lapsed": lapsed,
    "escalation.proposed": proposed,
    "escalation.answered": _ends("answered"),
    "escalation.lapsed": lapsed,
}
