"""Rows of read models: merged in memory, written as if each change had been written at once; on both databases."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, Text, delete, event, insert, select

from shared.eventlog.engine import open_engine
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.kernel.actor import Actor

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
metadata = MetaData()
cases = Table(
    "cases",
    metadata,
    Column("number", Text, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("unit", Text),
    Column("state", Text),
    Column("due_at", Utc),
)
keys = Table("keys", metadata, Column("key", Text, primary_key=True))


@pytest.fixture(scope="module")
def engine(shared_url: str) -> Iterator[Engine]:
    engine = open_engine(shared_url)
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """In a transaction that is never committed."""
    with engine.connect() as connection:
        yield connection


def stored(connection: Connection) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(cases).order_by(*cases.primary_key)).mappings()]


def case(number: str = "a", round_: int = 1, **values: Any) -> dict[str, Any]:
    return {"number": number, "round": round_, "unit": None, "state": None, "due_at": None} | values


def test_putting_inserts_and_then_updates_the_given_columns_alone(connection: Connection) -> None:
    for values in ({"unit": "housing", "due_at": NOON}, {"state": "signed"}):
        rows = Rows(connection)
        rows.put(cases, number="a", round=1, **values)
        rows.write()
    assert stored(connection) == [case(unit="housing", state="signed", due_at=NOON)]


def test_several_puts_of_one_row_are_one_row(connection: Connection) -> None:
    rows = Rows(connection)
    rows.put(cases, number="a", round=1, unit="housing", state="dispatched")
    rows.put(cases, number="a", round=1, state="signed")
    rows.write()
    assert stored(connection) == [case(unit="housing", state="signed")]


def test_a_value_put_to_none_is_forgotten(connection: Connection) -> None:
    rows = Rows(connection)
    rows.put(cases, number="a", round=1, unit="housing", due_at=NOON)
    rows.write()
    rows.put(cases, number="a", round=1, due_at=None)
    rows.write()
    assert stored(connection) == [case(unit="housing")]


def test_dropping_deletes_one_row_by_its_whole_key(connection: Connection) -> None:
    rows = Rows(connection)
    for number, round_ in (("a", 1), ("a", 2), ("b", 1)):
        rows.put(cases, number=number, round=round_)
    rows.write()
    rows.drop(cases, "a", 2)
    rows.drop(cases, "c", 1)
    rows.write()
    assert stored(connection) == [case("a"), case("b")]


def test_a_row_put_again_after_dropping_keeps_nothing_of_the_old(connection: Connection) -> None:
    rows = Rows(connection)
    rows.put(cases, number="a", round=1, unit="housing", state="signed")
    rows.write()
    rows.drop(cases, "a", 1)
    rows.put(cases, number="a", round=1, state="dispatched")
    rows.put(cases, number="a", round=1, unit="water")
    rows.write()
    assert stored(connection) == [case(unit="water", state="dispatched")]


def test_getting_sees_what_is_collected_over_what_is_stored(connection: Connection) -> None:
    rows = Rows(connection)
    assert rows.get(cases, "a", 1) is None
    rows.put(cases, number="a", round=1, unit="housing")
    assert rows.get(cases, "a", 1) == case(unit="housing")
    rows.write()
    rows.put(cases, number="a", round=1, due_at=NOON)
    assert rows.get(cases, "a", 1) == case(unit="housing", due_at=NOON)
    rows.drop(cases, "a", 1)
    assert rows.get(cases, "a", 1) is None
    rows.put(cases, number="a", round=1, state="dispatched")
    assert rows.get(cases, "a", 1) == case(state="dispatched")


def test_a_table_of_keys_alone_can_be_put_twice(connection: Connection) -> None:
    for _ in range(2):
        rows = Rows(connection)
        rows.put(keys, key="a")
        rows.put(keys, key="b")
        rows.write()
    assert connection.execute(select(keys.c.key).order_by(keys.c.key)).scalars().all() == ["a", "b"]


def test_writing_empties_what_was_collected(connection: Connection) -> None:
    rows = Rows(connection)
    rows.put(cases, number="a", round=1)
    rows.write()
    connection.execute(delete(cases))
    rows.write()
    assert stored(connection) == []


def test_a_put_without_its_key_is_a_mistake_of_the_program(connection: Connection) -> None:
    with pytest.raises(KeyError, match="round"):
        Rows(connection).put(cases, number="a")


def test_many_rows_of_one_shape_are_one_statement(connection: Connection, engine: Engine) -> None:
    seen: list[str] = []

    def remember(_c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, many: bool) -> None:
        assert not many
        seen.append(statement.partition(" ")[0])

    rows = Rows(connection)
    for n in range(300):
        rows.put(cases, number=f"n{n}", round=1, unit="housing")
    event.listen(engine, "before_cursor_execute", remember)
    rows.write()
    event.remove(engine, "before_cursor_execute", remember)
    asked = [] if engine.dialect.name == "sqlite" else ["INSERT"]  # SQLite's own driver takes them, unseen
    assert [kind for kind in seen if kind == "INSERT"] == asked
    assert len(stored(connection)) == 300


numbers, rounds = st.sampled_from(["a", "b"]), st.integers(1, 2)
values = st.fixed_dictionaries(
    {}, optional={"unit": st.none() | st.just("housing"), "state": st.sampled_from("xyz"), "due_at": st.just(NOON)}
)
changes = st.lists(st.tuples(numbers, rounds, st.none() | values | st.just("write")), max_size=14)


@settings(max_examples=25)
@given(st.data())
def test_collected_changes_end_as_if_each_had_been_written_at_once(engine: Engine, data: st.DataObject) -> None:
    expected: dict[tuple[str, int], dict[str, Any]] = {}
    with engine.connect() as connection:
        rows = Rows(connection)
        for number, round_, change in data.draw(changes):
            key = number, round_
            if change == "write":
                rows.write()
            elif isinstance(change, dict):
                rows.put(cases, number=number, round=round_, **change)
                expected[key] = {**expected.get(key, case(number, round_)), **change}
            else:
                rows.drop(cases, number, round_)
                expected.pop(key, None)
            assert rows.get(cases, *key) == expected.get(key)
        rows.write()
        assert stored(connection) == [expected[key] for key in sorted(expected)]


def fact(type_: str, service: str = "routing", **data: Any) -> Fact:
    return Fact(service, 1, "id", type_, "a", "s", 1, NOON, NOON, Actor("wang"), "id", data, "", "")


def seen_by(said: Mapping[str, Any], heard: Mapping[tuple[str, str], Any], ours: bool, what: Fact) -> bool:
    """Whether a read model with these functions looks at the fact."""
    seen: list[Fact] = []

    def look(found: Fact, _rows: Rows) -> None:
        seen.append(found)

    model = ReadModel("m", (), dict.fromkeys(said, look), dict.fromkeys(heard, look))
    model.apply(ours, what, cast("Rows", None))  # the function looks at no rows
    return seen == [what]


def test_a_read_model_tells_what_we_said_from_what_we_heard() -> None:
    said, heard = {"signed": 1}, {("routing", "signed"): 1}
    assert seen_by(said, {}, True, fact("signed"))
    assert not seen_by(said, {}, False, fact("signed"))
    assert seen_by({}, heard, False, fact("signed"))
    assert not seen_by({}, heard, True, fact("signed"))
    assert not seen_by({}, heard, False, fact("signed", "intake"))
    assert not seen_by(said, heard, True, fact("closed"))


def test_a_star_sees_every_type() -> None:
    assert seen_by({"*": 1}, {}, True, fact("anything"))
    assert seen_by({}, {("*", "*"): 1}, False, fact("anything", "intake"))


def test_rows_that_were_fetched_are_got_without_asking_again_until_something_is_written(
    connection: Connection, engine: Engine
) -> None:
    for key in ("a", "b"):
        connection.execute(insert(keys).values(key=key))
    asked: list[str] = []

    def remember(_c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, _many: bool) -> None:
        asked.append(statement.partition(" ")[0])

    rows = Rows(connection)
    rows.put(keys, key="z")
    rows.fetch(keys, ["a", "b", "c", "z", "a"])
    event.listen(engine, "before_cursor_execute", remember)
    try:
        found = [rows.get(keys, key) for key in ("a", "b", "c")]
        assert (found, asked) == ([{"key": "a"}, {"key": "b"}, None], [])
    finally:
        event.remove(engine, "before_cursor_execute", remember)
    rows.connection.execute(delete(keys))
    assert rows.get(keys, "a") is None
