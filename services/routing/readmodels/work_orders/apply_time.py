"""What changes when something is due: extensions, suspensions, urgency, due times computed anew."""

from services.routing.readmodels.work_orders import tasks as due
from services.routing.readmodels.work_orders.changing import handling, put, read, time_in
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Rows


def extension_requested(fact: Fact, rows: Rows) -> None:
    put(fact, rows, waits_for="extension")


def extended(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    put(fact, rows, **handling(due.begun(tasks, fact.data["duties"])))


def extension_refused(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    put(fact, rows, **handling(tasks))


def suspended(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    tasks = due.begun(due.asleep(due.without(tasks, "review"), True), fact.data["duties"])
    put(fact, rows, waits_for="suspension", review_at=time_in(fact.data["review_at"]), **due.columns(tasks))


def resumed(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    tasks = due.begun(due.asleep(due.without(tasks, "review"), False), fact.data["duties"])
    put(fact, rows, review_at=None, **handling(tasks))


def urgency_marked(fact: Fact, rows: Rows) -> None:
    """What was never opened is in no list."""
    row, tasks = read(fact, rows)
    if row:
        put(fact, rows, urgent=fact.data["urgent"], **due.columns(due.begun(tasks, fact.data["duties"])))


def recomputed(fact: Fact, rows: Rows) -> None:
    _, tasks = read(fact, rows)
    put(fact, rows, **due.columns(due.begun(tasks, fact.data["duties"])))
