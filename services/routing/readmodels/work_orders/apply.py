"""What each fact changes in an order's row.

Opening, classifying, holding and dispatching by rule, which every order goes through, write without reading; they
are one row in one statement. What a person does reads the row first, for the duties in it.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from services.routing.readmodels.work_orders import tasks as due
from services.routing.readmodels.work_orders.tables import work_orders
from services.routing.readmodels.work_orders.tasks import Tasks
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, Rows
from shared.house.reading import stored_field
from shared.kernel.times import unstamp

NEW_ROUND: Mapping[str, Any] = {
    "attempts": 0,
    "reached": False,
    "answered_by": None,
    "resolved": None,
    "closed_at": None,
    "end": None,
    "held_for": None,
}


def _time(text: str | None) -> datetime | None:
    return unstamp(text) if text else None


def _put(fact: Fact, rows: Rows, **values: Any) -> None:
    rows.put(work_orders, case_no=fact.subject, **values)


def _read(fact: Fact, rows: Rows) -> tuple[dict[str, Any], Tasks]:
    row = rows.get(work_orders, fact.subject) or {}
    return row, due.read(row.get("duties"))


def _handling(tasks: Tasks) -> dict[str, Any]:
    """What a unit that has the order must do next."""
    names = (("sign", "signing"), ("first_contact", "contact"))
    waits_for = next((word for duty, word in names if due.is_open(tasks, duty)), "answer")
    return {"state": "handling", "waits_for": waits_for, **due.columns(tasks)}


def opened(fact: Fact, rows: Rows) -> None:
    data = fact.data
    confidential = data.get("confidential", False)
    _put(
        fact,
        rows,
        round=data["round"],
        title=stored_field(data["title"]),
        kind=data["kind"],
        source=data["source"],
        urgent=data["urgent"],
        reachable=not (data["anonymous"] or confidential) and data["phone"] is not None,
        confidential=confidential,
        opened_at=fact.time,
        **NEW_ROUND,
    )


def classified(fact: Fact, rows: Rows) -> None:
    data = fact.data
    _put(fact, rows, catalogue=data["catalogue"], level=data["level"], **_traits(data))


def _traits(data: Mapping[str, Any]) -> dict[str, Any]:
    """What older entries do not say is left as it is."""
    said = {name: value or None for name, value in (data.get("axes") or {}).items()}
    if "difficulty" in data:
        said |= {"difficulty": data["difficulty"] or None, "frequent": data["frequent"], "urgent": data["urgent"]}
    return said


def held(fact: Fact, rows: Rows) -> None:
    where = {"state": "dispatching", "waits_for": "dispatch", "unit": None, "held_for": fact.data["code"]}
    _put(fact, rows, **where, return_by=None, **due.columns(due.fresh(fact.data["duties"])))


def dispatched(fact: Fact, rows: Rows) -> None:
    data = fact.data
    tasks = due.fresh(data["duties"])
    if data["by"] == "person":
        _, before = _read(fact, rows)
        tasks = (*(one for one in due.done(before, "dispatch", fact.time) if one.duty == "dispatch"), *tasks)
    placed = {name: data[name] for name in ("unit", "form", "catalogue", "level")}
    helped = json.dumps(data.get("supporting", []))
    times = {"return_by": _time(data["return_by"]), "supporting": helped}
    _put(fact, rows, **placed, **times, **NEW_ROUND, **_handling(tasks))


def reopened(fact: Fact, rows: Rows) -> None:
    data = fact.data
    placed = {name: data[name] for name in ("round", "unit", "catalogue", "level")}
    _put(fact, rows, **placed, return_by=None, supporting="[]", **NEW_ROUND, **_handling(due.fresh(data["duties"])))


def signed(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    _put(fact, rows, **_handling(due.done(tasks, "sign", fact.time)))


def returned(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    _put(fact, rows, waits_for="return", **due.columns(due.begun(due.asleep(tasks, True), fact.data["duties"])))


def return_settled(fact: Fact, rows: Rows) -> None:
    """An accepted one is followed by `held`."""
    if not fact.data["accepted"]:
        _, tasks = _read(fact, rows)
        _put(fact, rows, **_handling(due.asleep(due.without(tasks, "settle_return"), False)))


def contacted(fact: Fact, rows: Rows) -> None:
    row, tasks = _read(fact, rows)
    tasks = due.done(tasks, "first_contact", fact.time)
    where = _handling(tasks) if row.get("waits_for") == "contact" else due.columns(tasks)
    reached = bool(row.get("reached")) or fact.data["reached"]
    _put(fact, rows, attempts=(row.get("attempts") or 0) + 1, reached=reached, **where)


def answered(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    tasks = due.begun(due.done(tasks, "answer", fact.time), fact.data["duties"])
    said = {"answered_by": fact.data["by"], "resolved": fact.data["resolved"]}
    _put(fact, rows, waits_for="approval", **said, **due.columns(tasks))


def sent_back(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    tasks = due.done(due.without(tasks, "approve"), "answer", None)
    _put(fact, rows, answered_by=None, resolved=None, **_handling(tasks))


def approved(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    tasks = due.begun(due.done(tasks, "approve", fact.time), fact.data["duties"])
    _put(fact, rows, state="answered", waits_for="closing", **due.columns(tasks))


def merged(fact: Fact, rows: Rows) -> None:
    """It follows another order: nothing is to be done here. One that was never opened is in no list."""
    if rows.get(work_orders, fact.subject) is None:
        return
    nothing = {"waits_for": None, "unit": None, "held_for": None, "return_by": None}
    _put(fact, rows, round=fact.data["round"], state="merged", **nothing, **due.columns(()))


def pooled(fact: Fact, rows: Rows) -> None:
    """The common need's unit answers; `held` or `closed` comes next."""
    nothing = {"held_for": None, "return_by": None, "unit": None}
    _put(fact, rows, state="handling", waits_for="common_need", **nothing, **due.columns(()))


def transferred(fact: Fact, rows: Rows) -> None:
    """Outside the district it waits for the receiver; inside, `dispatched` comes next."""
    nothing = {"held_for": None, "return_by": None}
    tasks = due.fresh(fact.data["duties"])
    _put(fact, rows, state="handling", waits_for="transfer", unit=None, **nothing, **due.columns(tasks))


def closed(fact: Fact, rows: Rows) -> None:
    """With the answer of another case it has that one's unit, and where it had none its level and item."""
    data = fact.data
    row, tasks = _read(fact, rows)
    when = unstamp(data["closed_at"])
    if data["contact"] == "followed":
        placed = {name: data[name] or row.get(name) for name in ("unit", "catalogue", "level")}
        _put(fact, rows, **placed, resolved=data["resolved"])
    _put(fact, rows, state="closed", waits_for=None, closed_at=when, **due.columns(due.done(tasks, "close", when)))


def lapsed(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    _put(fact, rows, **due.columns(due.lapsed(tasks, fact.data["duty"])))


def urged(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, urged_at=fact.time)


def urge_passed(fact: Fact, rows: Rows) -> None:
    """What was never opened is in no list."""
    if rows.get(work_orders, fact.subject):
        _put(fact, rows, urged_at=fact.time)


def archived(fact: Fact, rows: Rows) -> None:
    nothing = {"waits_for": None, "due": None, "due_at": None, "lapse_at": None}
    _put(fact, rows, state="archived", end=fact.data["end"], **nothing)


def extension_requested(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, waits_for="extension")


def extended(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    _put(fact, rows, **_handling(due.begun(tasks, fact.data["duties"])))


def extension_refused(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    _put(fact, rows, **_handling(tasks))


def suspended(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    tasks = due.begun(due.asleep(due.without(tasks, "review"), True), fact.data["duties"])
    _put(fact, rows, waits_for="suspension", review_at=_time(fact.data["review_at"]), **due.columns(tasks))


def resumed(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    tasks = due.begun(due.asleep(due.without(tasks, "review"), False), fact.data["duties"])
    _put(fact, rows, review_at=None, **_handling(tasks))


def supported(fact: Fact, rows: Rows) -> None:
    row, _ = _read(fact, rows)
    _put(fact, rows, supporting=json.dumps([*json.loads(row.get("supporting") or "[]"), *fact.data["supporting"]]))


def parts_released(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, supporting="[]")


def urgency_marked(fact: Fact, rows: Rows) -> None:
    """What was never opened is in no list."""
    row, tasks = _read(fact, rows)
    if row:
        _put(fact, rows, urgent=fact.data["urgent"], **due.columns(due.begun(tasks, fact.data["duties"])))


def asker_corrected(fact: Fact, rows: Rows) -> None:
    """A number may have been missing, or may be taken away."""
    row, field = rows.get(work_orders, fact.subject), fact.data["field"]
    if row and field == "kind":
        _put(fact, rows, kind=fact.data["clear"])
    if row and field == "phone" and not row["confidential"]:
        _put(fact, rows, reachable=fact.data["value"] is not None)


def recomputed(fact: Fact, rows: Rows) -> None:
    _, tasks = _read(fact, rows)
    _put(fact, rows, **due.columns(due.begun(tasks, fact.data["duties"])))


FACTS: Mapping[str, Callable[[Fact, Rows], None]] = {
    one.__name__: one
    for one in (
        *(opened, classified, held, dispatched, reopened, signed, returned, return_settled, contacted),
        *(answered, sent_back, approved, closed, lapsed, urged, urge_passed, archived, merged, transferred, pooled),
        *(extension_requested, extended, extension_refused, suspended, resumed),
        *(supported, parts_released, urgency_marked, asker_corrected, recomputed),
    )
}
SAID: Mapping[str, Apply] = {f"work_order.{name}": change for name, change in FACTS.items()}
