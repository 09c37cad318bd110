"""The dossier's queries, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from services.supervision.readmodels import clues, reviews
from services.supervision.readmodels.dossier import ANSWERS, DOSSIER, LOOKED, answers, looked, query
from services.supervision.readmodels.dossier.tables import dossier, dossier_cases
from shared.eventlog.readmodel import Rows

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'supervision.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_database")
    made = create_engine(url, poolclass=NullPool)
    for model in (DOSSIER, ANSWERS, LOOKED, clues.CLUES, reviews.REVIEWS):
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


def said(position: int, case_no: str, account: str, unit: str = "housing") -> tuple[Any, dict[str, Any]]:
    when = NOON + position * HOUR
    place = {"service": "routing", "position": position, "case_no": case_no, "id": str(position), "type": "t"}
    return dossier, {
        **place,
        "at": when,
        "recorded_at": when,
        "account": account,
        "unit": unit,
        "said": '{"unit": "tax"}',
    }


def test_a_case_is_looked_at_when_it_changed_and_when_its_time_has_come(engine: Engine) -> None:
    put(engine, *((dossier_cases, {"case_no": no, "mark": f"m-{no}"}) for no in "abc"))
    with engine.begin() as connection:
        looked.looked_at(connection, "a", "m-a", None)
        looked.looked_at(connection, "b", "older", None)
        looked.looked_at(connection, "c", "m-c", NOON)
        looked.recall(connection)
    with engine.connect() as connection:
        assert looked.to_look_at(connection, NOON - HOUR, 9) == [("b", "m-b")]
        assert looked.to_look_at(connection, NOON, 9) == [("b", "m-b"), ("c", "m-c")]
        assert looked.to_look_at(connection, NOON, 1) == [("b", "m-b")]


def test_what_changed_while_it_was_looked_at_is_looked_at_again(engine: Engine) -> None:
    put(engine, *((dossier_cases, {"case_no": no, "mark": "1"}) for no in "ab"))
    with engine.begin() as connection:
        looked.recall(connection)
        assert looked.to_look_at(connection, NOON, 9) == [("a", "1"), ("b", "1")]
    put(engine, (dossier_cases, {"case_no": "a", "mark": "2"}), (looked.patterns_news, {"case_no": "a", "mark": "2"}))
    with engine.begin() as connection:
        for case_no in "ab":
            looked.looked_at(connection, case_no, "1", None)
        assert looked.to_look_at(connection, NOON, 9) == [("a", "2")]


def test_who_took_part_are_people_alone_with_the_units_they_acted_for(engine: Engine) -> None:
    people = ("wang", "wang", "system:routing", "feed:12345", "asker")
    put(engine, *(said(n, "a", account, f"unit-{n}") for n, account in enumerate(people)), said(9, "b", "li"))
    with engine.connect() as connection:
        assert query.took_part(connection, ["a"]) == {"wang": {"unit-0", "unit-1"}}
        assert [one.case_no for one in query.stories(connection, ["b", "a", "none"])] == ["a", "b"]


def test_other_cases_of_an_asker_are_found_by_the_asker_s_id(engine: Engine) -> None:
    put(engine, *((dossier_cases, {"case_no": no, "asker": "x", "mark": no}) for no in "abc"), said(1, "b", "li"))
    with engine.connect() as connection:
        assert [one.case_no for one in query.of_asker(connection, "x", "a")] == ["b"]
        assert query.of_asker(connection, "", "a") == []


def test_like_answers_are_found_by_a_band_they_share_and_forgotten_with_their_case(engine: Engine) -> None:
    with engine.begin() as connection:
        answers.keep(connection, "a", 1, NOON, (50, (1, 2), ("p", "q")))
        answers.keep(connection, "b", 2, NOON + HOUR, (60, (1, 3), ("q", "r")))
    with engine.connect() as connection:
        assert answers.alike(connection, ["p", "q"], NOON + HOUR, "c") == [("b", 2, 60, [1, 3]), ("a", 1, 50, [1, 2])]
        assert answers.alike(connection, ["q"], NOON, "b") == [("a", 1, 50, [1, 2])]
        assert answers.rounds_of(connection, "b") == {2}
    with engine.begin() as connection:
        answers.forget(Rows(connection), "a")
    with engine.connect() as connection:
        assert answers.alike(connection, ["p", "q"], NOON + HOUR, "c") == [("b", 2, 60, [1, 3])]


def test_lists_of_clues_and_reviews_go_on_after_the_last_one_shown(engine: Engine) -> None:
    for number, name in enumerate("abc"):
        at = NOON + number * HOUR
        put(
            engine,
            (clues.clues, {"matter": name, "source": "rule", "state": "open", "came_at": at}),
            (reviews.reviews, {"review": name, "state": "opened", "opened_at": at, "due_at": at, "lapsed": False}),
        )
    with engine.connect() as connection:
        shown = clues.listed(connection, "rule", "open", (NOON + 2 * HOUR, "c"), 9)
        assert [row["matter"] for row in shown] == ["b", "a"]
        assert [row["review"] for row in reviews.listed(connection, "", (NOON + HOUR, "b"), 9)] == ["a"]
        assert reviews.lapsing(connection, NOON + 2 * HOUR, 9) == ["a", "b"]
        assert clues.counts(connection) == {"open": 3}
