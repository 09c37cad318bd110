"""What the read models of cards, letters, follow-ups and commitments answer, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from services.supervision.readmodels import cards, commitments, follow_ups, letters
from services.supervision.readmodels.cards import CARDS, Filter
from services.supervision.readmodels.commitments import COMMITMENTS
from services.supervision.readmodels.follow_ups import FOLLOW_UPS
from services.supervision.readmodels.letters import LETTERS
from shared.eventlog.readmodel import Rows

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'supervision.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_database")
    made = create_engine(url, poolclass=NullPool)
    for model in (CARDS, LETTERS, FOLLOW_UPS, COMMITMENTS):
        for table in model.tables:
            table.create(made)
    yield made
    made.dispose()


def put(engine: Engine, table: Any, *rows: dict[str, Any]) -> None:
    with engine.begin() as connection:
        changes = Rows(connection)
        for values in rows:
            changes.put(table, **values)
        changes.write()


def card(name: str, state: str, hours: int, unit: str = "housing", **more: Any) -> dict[str, Any]:
    times = {"changed_at": NOON + hours * HOUR, "called_at": NOON, "issued_at": None if state == "called_for" else NOON}
    explain = {"explain": "", "explain_by": NOON + hours * HOUR, "lapsed": False}
    return {
        "id": name,
        "case_no": f"case-{name}",
        "unit": unit,
        "colour": "red",
        "state": state,
        **times,
        **explain,
        **more,
    }


def test_cards_are_listed_once_issued_and_from_cursor_to_cursor(engine: Engine) -> None:
    put(
        engine,
        cards.cards,
        *(card("a", "issued", 1), card("b", "explained", 2), card("c", "issued", 2, "finance")),
        *(card("d", "called_for", 3), card("e", "withdrawn", 3, issued_at=None)),
    )
    with engine.connect() as connection:
        assert [row["id"] for row in cards.listed(connection, Filter(), None, 9)] == ["c", "b", "a"]
        assert [row["id"] for row in cards.listed(connection, Filter(), (NOON + 2 * HOUR, "c"), 9)] == ["b", "a"]
        assert [row["id"] for row in cards.listed(connection, Filter(("issued",), "housing"), None, 9)] == ["a"]
        assert [row["id"] for row in cards.listed(connection, Filter(case_no="case-b"), None, 9)] == ["b"]
        assert cards.counts(connection, "") == {"issued": 2, "explained": 1}
        assert cards.counts(connection, "finance") == {"issued": 1}
        assert [row["id"] for row in cards.to_issue(connection, 9)] == ["d"]
        assert cards.one(connection, "d") is None
        assert cards.unexplained(connection, NOON + 2 * HOUR, 9) == ["case-a housing"]


def test_letters_are_listed_by_number_not_by_its_letters(engine: Engine) -> None:
    rows = [(2026, 2, "housing"), (2026, 10, "finance"), (2027, 1, "housing")]
    put(
        engine,
        letters.letters,
        *({"number": f"{year}-{place}", "year": year, "place": place, "unit": unit} for year, place, unit in rows),
    )
    with engine.connect() as connection:
        assert [row["number"] for row in letters.listed(connection, "", None, 9)] == ["2027-1", "2026-10", "2026-2"]
        assert [row["number"] for row in letters.listed(connection, "", (2026, 10), 9)] == ["2026-2"]
        assert [row["number"] for row in letters.listed(connection, "housing", None, 1)] == ["2027-1"]
        assert letters.one(connection, "2026-1") is None


def test_follow_ups_come_at_their_time_and_not_before(engine: Engine) -> None:
    def followed(case_no: str, number: int, hours: int) -> dict[str, Any]:
        key = {"case_no": case_no, "round": 1, "duty": "answer", "unit": "housing", "due_text": "t", "which": ""}
        return {**key, "due_at": NOON, "number": number, "next_at": NOON + hours * HOUR}

    put(
        engine,
        follow_ups.follow_ups,
        followed("a", 1, 2),
        followed("b", 1, 1),
        followed("c", 2, 1),
        followed("d", 1, 9),
    )
    with engine.connect() as connection:
        assert follow_ups.to_remind(connection, NOON + 3 * HOUR, 9) == ["b", "a"]
        assert follow_ups.to_remind(connection, NOON + HOUR, 9) == []
        assert [row["case_no"] for row in follow_ups.to_circulate(connection, NOON + 3 * HOUR, 9)] == ["c"]


def test_commitments_are_listed_by_due_time_and_lapse_once(engine: Engine) -> None:
    def made(name: str, state: str, hours: int, *, lapsed: bool = False, unit: str = "housing") -> dict[str, Any]:
        due_at = NOON + hours * HOUR
        return {"commitment": name, "state": state, "unit": unit, "kind": "land", "due_at": due_at, "lapsed": lapsed}

    put(
        engine,
        commitments.commitments,
        *(made("a", "open", 2), made("b", "evidence_shown", 1), made("c", "open", 1, lapsed=True)),
        *(made("d", "kept", 1), made("e", "open", 9, unit="finance")),
    )
    with engine.connect() as connection:
        named = [row["commitment"] for row in commitments.listed(connection, (), "", "land", None, 9)]
        assert named == ["b", "c", "d", "a", "e"]
        after = commitments.listed(connection, commitments.OPEN, "housing", "", (NOON + HOUR, "b"), 9)
        assert [row["commitment"] for row in after] == ["c", "a"]
        assert commitments.counts(connection, "housing") == {"open": 2, "evidence_shown": 1, "kept": 1}
        assert commitments.lapsing(connection, NOON + 3 * HOUR, 9) == ["b", "a"]
