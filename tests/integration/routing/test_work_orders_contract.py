"""The read model's queries, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from services.routing.readmodels.work_orders import WORK_ORDERS
from services.routing.readmodels.work_orders.query import Filter, Sorting, counts, lapsing, listed, one, overdue
from services.routing.readmodels.work_orders.tables import work_orders
from shared.eventlog.readmodel import Rows

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'routing.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_database")
    made = create_engine(url, poolclass=NullPool)
    for table in WORK_ORDERS.tables:
        table.create(made)
    yield made
    made.dispose()


def fill(engine: Engine) -> None:
    """a and b due at the same time, c later, d closed, e at the desk."""
    rows = (
        ("a", "handling", "signing", "housing", 1),
        ("b", "handling", "signing", "housing", 1),
        ("c", "answered", "closing", "finance", 5),
        ("d", "closed", None, "housing", None),
        ("e", "dispatching", "dispatch", None, 3),
    )
    with engine.begin() as connection:
        changes = Rows(connection)
        for case_no, state, waits_for, unit, hours in rows:
            due = NOON + timedelta(hours=hours) if hours else None
            place = {"state": state, "waits_for": waits_for, "unit": unit}
            changes.put(work_orders, case_no=case_no, due_at=due, lapse_at=due, urgent=case_no == "c", **place)
        changes.write()


def numbers(engine: Engine, wanted: Filter, sorting: Sorting = Sorting.DUE) -> str:
    """The case numbers, read one at a time from cursor to cursor."""
    found, after = "", None
    while page := listed(engine, wanted, sorting, after, 1):
        last = page[0]
        found += last.case_no
        after = (last.due_at, last.case_no) if sorting is Sorting.DUE else (last.case_no,)
    return found


def test_lists_are_complete_and_in_order_from_cursor_to_cursor(engine: Engine) -> None:
    fill(engine)
    assert numbers(engine, Filter()) == "abec"
    assert numbers(engine, Filter(), Sorting.NEWEST) == "edcba"
    assert numbers(engine, Filter(unit="housing")) == "ab"
    assert numbers(engine, Filter(waits_for=("dispatch", "closing"))) == "ec"
    assert numbers(engine, Filter(due_before=NOON + timedelta(hours=4), urgent=False)) == "abe"


def test_counts_and_lapses(engine: Engine) -> None:
    fill(engine)
    assert counts(engine, "housing") == {("handling", "signing"): 2, ("closed", None): 1}
    assert overdue(engine, None, NOON + timedelta(hours=1)) == 0
    assert overdue(engine, None, NOON + timedelta(hours=2)) == 2
    with engine.connect() as connection:
        assert lapsing(connection, NOON + timedelta(hours=4), 2) == ["a", "b"]


def test_a_time_comes_back_with_its_zone(engine: Engine) -> None:
    fill(engine)
    order = one(engine, "c")
    assert order is not None
    assert order.due_at == NOON + timedelta(hours=5)
    assert one(engine, "z") is None
