"""What the assessment reads, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from services.supervision.readmodels.assessment import ASSESSMENT, query
from services.supervision.readmodels.assessment.tables import assessed_cases, milestones
from services.supervision.readmodels.exclusions import EXCLUSIONS, exclusions, in_force, listed, of_case
from shared.eventlog.readmodel import Rows

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'supervision.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_database")
    made = create_engine(url, poolclass=NullPool)
    for table in (*ASSESSMENT.tables, *EXCLUSIONS.tables):
        table.create(made)
    yield made
    made.dispose()


def put(engine: Engine, *rows: tuple[Any, dict[str, Any]]) -> None:
    with engine.begin() as connection:
        changes = Rows(connection)
        for table, values in rows:
            changes.put(table, **values)
        changes.write()


def case(no: str, position: int, days: float, *, open_: bool) -> list[tuple[Any, dict[str, Any]]]:
    """Received, and last touched, so many days after noon."""
    at = NOON + days * DAY
    said = {"service": "intake", "position": position, "case_no": no, "type": "appeal.received", "at": at, "said": "{}"}
    return [
        (milestones, said),
        (assessed_cases, {"case_no": no, "received_at": at, "open": open_, "touched_at": at}),
    ]


def test_what_is_open_or_was_touched_since_is_read_and_nothing_from_later(engine: Engine) -> None:
    put(
        engine,
        *case("old", 1, -50, open_=False),
        *case("waiting", 2, -50, open_=True),
        *case("new", 3, -1, open_=False),
        *case("later", 4, 2, open_=True),
    )
    with engine.connect() as connection:
        read = query.alive(connection, NOON - 5 * DAY, NOON)
        assert sorted(one.case_no for one in read) == ["new", "waiting"]
        assert {one.at.tzinfo for one in read} == {UTC}
        assert sorted(one.case_no for one in query.open_cases(connection, NOON + 9 * DAY)) == ["later", "waiting"]
        assert [one.case_no for one in query.received_since(connection, NOON - 5 * DAY, NOON)] == ["new"]
        assert (query.known(connection, "old"), query.known(connection, "none")) == (True, False)


def test_an_exclusion_is_in_force_from_its_approval_until_it_is_revoked(engine: Engine) -> None:
    approved = {"case_no": "a", "rate": "all", "number": 1, "state": "revoked", "position": 1, "approved_at": NOON}
    put(
        engine,
        (exclusions, {**approved, "ended_at": NOON + 2 * DAY}),
        (exclusions, {"case_no": "b", "rate": "all", "number": 1, "state": "proposed", "position": 2}),
        (exclusions, {"case_no": "c", "rate": "returned", "number": 1, "approved_at": NOON, "position": 3}),
    )
    with engine.connect() as connection:
        assert set(in_force(connection, NOON)) == set()
        assert set(in_force(connection, NOON + DAY)) == {("a", "all"), ("c", "returned")}
        assert set(in_force(connection, NOON + 3 * DAY)) == {("c", "returned")}
        assert [row["case_no"] for row in listed(connection, "", 3, 9)] == ["b", "a"]
        assert [row["state"] for row in listed(connection, "proposed", None, 9)] == ["proposed"]
        assert [row["number"] for row in of_case(connection, "a")] == [1]
