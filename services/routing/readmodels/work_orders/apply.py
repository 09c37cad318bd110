"""What each fact changes in an order's row.

Opening, classifying, holding and dispatching by rule, which every order goes through, write without reading; they
are one row in one statement. What a person does reads the row first, for the duties in it.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from services.routing.readmodels.work_orders import apply_time as timed
from services.routing.readmodels.work_orders import tasks as due
from services.routing.readmodels.work_orders.changing import handling, put, read, time_in
from services.routing.readmodels.work_orders.tables import work_orders
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


def opened(fact: Fact, rows: Rows) -> None:
    data = fact.data
    confidential = data.get("confidential", False)
    put(
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
    put(fact, rows, catalogue=data["catalogue"], level=data["level"], **_traits(data))


def _traits(data: Mapping[str, Any]) -> dict[str, Any]:
    """What older entries do not say is left as it is."""
    said = {name: value or None for name, value in (data.get("axes") or {}).items()}
    if "difficulty" in data:
        said |= {"difficulty": data["difficulty"] or None, "frequent": data["frequent"], "urgent": data["urgent"]}
    return said


def held(fact: Fact, rows: Rows) -> None:
    where = {"state": "dispatching", "waits_for": "dispatch", "unit": None, "held_for": fact.data["code"]}
    put(fact, rows, **where, return_by=None, **due.columns(due.fresh(fact.data["duties"])))


def dispatched(fact: Fact, rows: Rows) -> None:
    data = fact.data
    tasks = due.fresh(data["duties"])
    if data["by"] == "person":
        _, before = read(fact, rows)
        tasks = (*(one for one in due.done(before, "dispatch", fact.time) if one.duty == "dispatch"), *tasks)
    placed = {name: data[name] for name in ("unit", "form", "catalogue", "level")}
    helped = json.dumps(data.get("supporting", []))
    times = {"return_by": time_in(data["return_by"]), "supporting": helped}
    put(fact, rows, **placed, **times, **NEW_ROUND, **handling(tasks))


def reopened(fact: Fact, rows: Rows) -> None:
    data = fact.data
    placed = {name: data[name] for name in ("round", "unit", "catalogue", "level")}
    put(fact, rows, **placed, return_by=None, supporting="[]", **NEW_ROUND, **handling(due.fresh(data["duties"])))


def signed(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    put(fact, rows, **handling(due.done(tasks, "sign", fact.time)))


def returned(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    put(fact, rows, waits_for="return", **due.columns(due.begun(due.asleep(tasks, True), fact.data["duties"])))


def return_settled(fact: Fact, rows: Rows) -> None:
    """An accepted one is followed by `held`."""
    if not fact.data["accepted"]:
        _, tasks = read(fact, rows)
        put(fact, rows, **handling(due.asleep(due.without(tasks, "settle_return"), False)))


def contacted(fact: Fact, rows: Rows) -> None:
    row, tasks = read(fact, rows)
    tasks = due.done(tasks, "first_contact", fact.time)
    where = handling(tasks) if row.get("waits_for") == "contact" else due.columns(tasks)
    reached = bool(row.get("reached")) or fact.data["reached"]
    put(fact, rows, attempts=(row.get("attempts") or 0) + 1, reached=reached, **where)


def answered(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    tasks = due.begun(due.done(tasks, "answer", fact.time), fact.data["duties"])
    said = {"answered_by": fact.data["by"], "resolved": fact.data["resolved"]}
    put(fact, rows, waits_for="approval", **said, **due.columns(tasks))


def sent_back(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    tasks = due.done(due.without(tasks, "approve"), "answer", None)
    put(fact, rows, answered_by=None, resolved=None, **handling(tasks))


def approved(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    tasks = due.begun(due.done(tasks, "approve", fact.time), fact.data["duties"])
    put(fact, rows, state="answered", waits_for="closing", **due.columns(tasks))


def merged(fact: Fact, rows: Rows) -> None:
    """It follows another order: nothing is to be done here. One that was never opened is in no list."""
    if rows.get(work_orders, fact.subject) is None:
        return
    nothing = {"waits_for": None, "unit": None, "held_for": None, "return_by": None}
    put(fact, rows, round=fact.data["round"], state="merged", **nothing, **due.columns(()))


def pooled(fact: Fact, rows: Rows) -> None:
    """The common need's unit answers; `held` or `closed` comes next."""
    nothing = {"held_for": None, "return_by": None, "unit": None}
    put(fact, rows, state="handling", waits_for="common_need", **nothing, **due.columns(()))


def transferred(fact: Fact, rows: Rows) -> None:
    """Outside the district it waits for the receiver; inside, `dispatched` comes next."""
    nothing = {"held_for": None, "return_by": None}
    tasks = due.fresh(fact.data["duties"])
    put(fact, rows, state="handling", waits_for="transfer", unit=None, **nothing, **due.columns(tasks))


def closed(fact: Fact, rows: Rows) -> None:
    """With the answer of another case it has that one's unit, and where it had none its level and item."""
    data = fact.data
    row, tasks = read(fact, rows)
    when = unstamp(data["closed_at"])
    if data["contact"] == "followed":
        placed = {name: data[name] or row.get(name) for name in ("unit", "catalogue", "level")}
        put(fact, rows, **placed, resolved=data["resolved"])
    put(fact, rows, state="closed", waits_for=None, closed_at=when, **due.columns(due.done(tasks, "close", when)))


def lapsed(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    put(fact, rows, **due.columns(due.lapsed(tasks, fact.data["duty"])))


def urged(fact: Fact, rows: Rows) -> None:
    put(fact, rows, urged_at=fact.time)


def urge_passed(fact: Fact, rows: Rows) -> None:
    """What was never opened is in no list."""
    if rows.get(work_orders, fact.subject):
        put(fact, rows, urged_at=fact.time)


def archived(fact: Fact, rows: Rows) -> None:
    nothing = {"waits_for": None, "due": None, "due_at": None, "lapse_at": None}
    put(fact, rows, state="archived", end=fact.data["end"], **nothing)


def supported(fact: Fact, rows: Rows) -> None:
    row, _ = read(fact, rows)
    put(fact, rows, supporting=json.dumps([*json.loads(row.get("supporting") or "[]"), *fact.data["supporting"]]))


def parts_released(fact: Fact, rows: Rows) -> None:
    put(fact, rows, supporting="[]")


def asker_corrected(fact: Fact, rows: Rows) -> None:
    """A number may have been missing, or may be taken away."""
    row, field = rows.get(work_orders, fact.subject), fact.data["field"]
    if row and field == "kind":
        put(fact, rows, kind=fact.data["clear"])
    if row and field == "phone" and not row["confidential"]:
        put(fact, rows, reachable=fact.data["value"] is not None)


FACTS: Mapping[str, Callable[[Fact, Rows], None]] = {
    one.__name__: one
    for one in (
        *(opened, classified, held, dispatched, reopened, signed, returned, return_settled, contacted),
        *(answered, sent_back, approved, closed, lapsed, urged, urge_passed, archived, merged, transferred, pooled),
        *(timed.extension_requested, timed.extended, timed.extension_refused, timed.suspended, timed.resumed),
        *(timed.urgency_marked, timed.recomputed, supported, parts_released, asker_corrected),
    )
}
SAID: Mapping[str, Apply] = {f"work_order.{name}": change for name, change in FACTS.items()}
