"""The read models' queries, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from services.supervision.readmodels import complaints, reminders
from services.supervision.readmodels.callbacks import CALLBACKS
from services.supervision.readmodels.callbacks.query import Filter, Sorting, counts, lapsing, listed, of_case
from services.supervision.readmodels.callbacks.tables import callback_waits, callbacks
from shared.eventlog.readmodel import Rows

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'supervision.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_database")
    made = create_engine(url, poolclass=NullPool)
    for model in (CALLBACKS, reminders.REMINDERS, complaints.COMPLAINTS):
        for table in model.tables:
            table.create(made)
    yield made
    made.dispose()


def put(engine: Engine, *rows: tuple[Any, dict[str, Any]]) -> None:
    with engine.begin() as connection:
        changes = Rows(connection)
        for table, values in rows:
            changes.put(table, **values)
        changes.write()


def callback(case_no: str, state: str | None, hours: int | None, *, ours: bool = True) -> tuple[Any, dict[str, Any]]:
    due = NOON + hours * HOUR if hours else None
    changed = NOON + ord(case_no) * HOUR
    return callbacks, {"case_no": case_no, "state": state, "ours": ours, "due_at": due, "changed_at": changed}


def fill(engine: Engine) -> None:
    """a and b due at the same time, c later, d settled, e the source's, f only its closing was heard."""
    put(
        engine,
        *(callback("a", "planned", 1), callback("b", "planned", 1), callback("c", "referred", 5)),
        *(callback("d", "settled", None), callback("e", "planned", 3, ours=False), callback("f", None, None)),
    )


def numbers(engine: Engine, wanted: Filter, sorting: Sorting) -> str:
    """The case numbers, read one at a time from cursor to cursor."""
    found, after = "", None
    with engine.connect() as connection:
        while page := listed(connection, wanted, sorting, after, 1):
            last = page[0]
            found += last["case_no"]
            after = (last["due_at"] if sorting is Sorting.DUE else last["changed_at"], last["case_no"])
    return found


def test_callbacks_are_listed_completely_and_in_order_from_cursor_to_cursor(engine: Engine) -> None:
    fill(engine)
    assert numbers(engine, Filter(), Sorting.DUE) == "abec"
    assert numbers(engine, Filter(), Sorting.LATEST) == "edcba"
    assert numbers(engine, Filter(("planned",), ours=True), Sorting.DUE) == "ab"
    with engine.connect() as connection:
        assert counts(connection) == {
            ("planned", True): 2,
            ("planned", False): 1,
            ("referred", True): 1,
            ("settled", True): 1,
        }
        assert of_case(connection, "f") is None
        found = of_case(connection, "c")
        assert found is not None
        assert found["due_at"] == NOON + 5 * HOUR


def test_a_case_lapses_once_however_much_it_waits_for_and_not_at_its_very_time(engine: Engine) -> None:
    waits = (("a", "duty", 2), ("b", "duty", 1), ("b", "ask", 3), ("c", "duty", 9))
    put(engine, *((callback_waits, {"case_no": no, "what": what, "due_at": NOON + h * HOUR}) for no, what, h in waits))
    with engine.connect() as connection:
        assert lapsing(connection, NOON + 4 * HOUR, 500) == ["b", "a"]
        assert lapsing(connection, NOON + 4 * HOUR, 1) == ["b"]
        assert lapsing(connection, NOON + HOUR, 500) == []


def test_reminders_and_complaints_go_on_after_the_last_one_shown(engine: Engine) -> None:
    units = ("housing", "finance", "housing")
    told = [
        (reminders.reminders, {"position": n, "unit": u, "issued_at": NOON + n * HOUR}) for n, u in enumerate(units)
    ]
    made = [(complaints.complaints, {"matter": matter, "received_at": NOON}) for matter in "abc"]
    put(engine, *told, *made)
    with engine.connect() as connection:
        assert [row["position"] for row in reminders.listed(connection, "housing", "", None, 9)] == [2, 0]
        assert [row["position"] for row in reminders.listed(connection, "", "", 2, 9)] == [1, 0]
        assert (reminders.count(connection, "housing", NOON + HOUR), reminders.count(connection, "")) == (1, 3)
        assert [row["matter"] for row in complaints.listed(connection, (NOON, "c"), 9)] == ["b", "a"]
        assert complaints.unread(connection) == 3
