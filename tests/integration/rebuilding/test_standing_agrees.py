"""At every moment of the demo's month the ledger's standing of a case has the duties that the services' own read models have."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

import pytest
from sqlalchemy import Connection, RowMapping, Table, create_engine, select

from services.cli.catalog import specs
from services.cli.installation import Installation
from services.intake.readmodels.waits import waits
from services.ledger.domain.standing import Duty, Standing, after
from services.routing.readmodels.extensions.tables import extensions
from services.routing.readmodels.matters.tables import matters
from services.routing.readmodels.parts.tables import parts
from services.routing.readmodels.work_orders.tables import work_orders
from services.routing.readmodels.work_orders.tasks import Task, read
from services.supervision.readmodels.callbacks.tables import callbacks
from services.supervision.readmodels.cards import cards
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.readmodel import Rows

NAMES = ("waits", "work_orders", "parts", "extensions", "matters", "callbacks", "cards")
MODELS = {spec.name: [one for one in spec.readmodels if one.name in NAMES] for spec in specs()}
KINDS = {
    "intake",
    "work_order",
    "part",
    "extension",
    "callback",
    "card",
    *("transfer", "instruction", "meeting", "escalation"),
}
Due = tuple[Any, ...]
Dues = frozenset[Due]


class Services:
    """The read models of all services, told entry by entry."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        for model in (model for models in MODELS.values() for model in models):
            for table in model.tables:
                table.create(connection)

    def tell(self, fact: Fact) -> None:
        rows = Rows(self.connection)
        for service, models in MODELS.items():
            for model in models:
                model.apply(service == fact.service, fact, rows)
        rows.write()

    def rows(self, table: Table, column: str, value: str) -> list[RowMapping]:
        return list(self.connection.execute(select(table).where(table.c[column] == value)).mappings())

    def dues(self, no: str, stream: str) -> Dues:
        return frozenset(
            (
                *self._of_intake(stream),
                *self._of_order(no),
                *self._of_parts(no),
                *self._of_extensions(no),
                *self._of_matters(no),
                *self._of_callbacks(no),
                *self._of_cards(no),
            )
        )

    def _of_intake(self, stream: str) -> Iterator[Due]:
        for row in self.rows(waits, "stream", stream):
            yield "intake", row["what"], row["unit"], row["due_at"], row["lapsed"], False

    def _of_order(self, no: str) -> Iterator[Due]:
        for row in self.rows(work_orders, "case_no", no):
            if row["state"] != "archived":
                yield from (("work_order", one.duty, *_task(one)) for one in _undone(row))

    def _of_parts(self, no: str) -> Iterator[Due]:
        for row in self.rows(parts, "case_no", no):
            if row["state"] in ("assigned", "signed"):
                yield from (("part", one.duty, *_task(one)) for one in _undone(row))

    def _of_extensions(self, no: str) -> Iterator[Due]:
        for row in self.rows(extensions, "case_no", no):
            if row["state"] == "requested" and row["settle_by"]:
                yield "extension", row["unit"], row["settle_by"], row["lapse_at"] is None

    def _of_matters(self, no: str) -> Iterator[Due]:
        for row in self.rows(matters, "subject", no):
            yield from ((row["kind"], row["number"], one.duty.partition("/")[0], *_task(one)) for one in _undone(row))

    def _of_callbacks(self, no: str) -> Iterator[Due]:
        for row in self.rows(callbacks, "case_no", no):
            if row["due"]:
                yield "callback", row["due"], row["due_at"]

    def _of_cards(self, no: str) -> Iterator[Due]:
        for row in self.rows(cards, "case_no", no):
            if row["state"] == "issued" and row["explain_by"]:
                yield "card", row["unit"], row["ground"], row["explain_by"], row["lapsed"]


def _undone(row: RowMapping) -> list[Task]:
    return [one for one in read(row["duties"]) if one.done_at is None]


def _task(one: Task) -> Due:
    return one.unit, one.due_at, one.lapsed, one.asleep


def told(one: Duty) -> Due:
    """A duty of the ledger in the terms of the service's read model."""
    match one.about:
        case "appeal" | "ask":
            return "intake", one.which or one.duty, one.unit, one.due_at, one.lapsed, False
        case "extension":
            return "extension", one.which, one.due_at, one.lapsed
        case "callback":
            return "callback", one.duty, one.due_at
        case "reopening":
            return "callback", "reopen", one.due_at
        case "card":
            return "card", *one.which.split("/"), one.due_at, one.lapsed
        case "work_order" | "part":
            return one.about, one.duty, one.unit, one.due_at, one.lapsed, one.asleep
        case _:
            return (one.about, int(one.which.partition("/")[0]), one.duty, one.unit, one.due_at, one.lapsed, one.asleep)


Moment = tuple[str, datetime, Standing, Dues, Mapping[str, Any]]


@pytest.fixture(scope="module")
def moments(played: Installation) -> list[Moment]:
    """Each case after each of its moments: our standing, their duties, and routing's row of the order."""
    logs = [house.log.read() for name, house in played.houses.items() if name in MODELS]
    facts = sorted((fact_of(entry.body) for log in logs for entry in log), key=attrgetter("recorded_at"))
    standings: dict[str, Standing] = {}
    streams: dict[str, str] = {}
    found: list[Moment] = []
    with create_engine("sqlite://").begin() as connection:
        services = Services(connection)
        for (no, at), together in groupby(facts, key=attrgetter("subject", "recorded_at")):
            for fact in together:
                services.tell(fact)
                if "/" not in no:
                    standings[no] = after(standings.get(no, Standing()), fact)
                    if fact.type == "appeal.received":
                        streams[no] = fact.stream
            if no in streams:
                order = services.rows(work_orders, "case_no", no)
                row = dict(order[0]) if order else {}
                found.append((no, at, standings[no], services.dues(no, streams[no]), row))
    return found


def test_what_runs_is_what_the_services_own_read_models_say_runs(moments: list[Moment]) -> None:
    theirs = {due for _, _, _, dues, _ in moments for due in dues}
    assert {due[0] for due in theirs} == KINDS, "the month shows every kind"
    orders = [due for due in theirs if due[0] == "work_order"]
    assert any(lapsed for *_, lapsed, _ in orders)
    assert any(asleep for *_, asleep in orders)
    different = [
        (no, at, sorted(ours - theirs, key=str), sorted(theirs - ours, key=str))
        for no, at, standing, theirs, _ in moments
        if (ours := frozenset(told(one) for one in standing.running)) != theirs
    ]
    assert different == []


def test_who_is_responsible_is_whom_routing_and_the_case_index_name(moments: list[Moment]) -> None:
    different = [
        (no, at, standing.responsible.unit, standing.case.unit, row["unit"])
        for no, at, standing, _, row in moments
        if row and not standing.responsible.unit == standing.case.unit == (row["unit"] or "")
    ]
    assert different == []
