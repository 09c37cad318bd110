"""One contract for the log on SQLite and on PostgreSQL."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Engine, MetaData, Table, Text, func, insert, select, text
from sqlalchemy.exc import DatabaseError

from shared.eventlog import schema
from shared.eventlog.clock import now, uuid7
from shared.eventlog.engine import open_engine
from shared.eventlog.entry import FIRST, Draft, Entry
from shared.eventlog.log import Log
from shared.eventlog.unit import AlreadyHeard, Append, Conflict, Hearing, Message, Unavailable, Unit
from shared.eventlog.verify import verify
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id

WANG = Actor("wang", "housing", "clerk")
counts = Table("counts", MetaData(), Column("subject", Text, primary_key=True), Column("last", Text))


class Poison(Exception):
    pass


def count(connection: Connection, done: Sequence[tuple[Unit, Sequence[Entry]]]) -> None:
    for _, written in done:
        for entry in written:
            if entry.type == "poison":
                raise Poison
            if entry.type == "mistake":
                connection.execute(text("SELECT nothing FROM nowhere"))
            connection.execute(counts.delete().where(counts.c.subject == entry.subject))
            connection.execute(insert(counts).values(subject=entry.subject, last=entry.type))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'log.db'}"
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    schema.metadata.create_all(engine)
    counts.create(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: Engine) -> Iterator[Log]:
    log = Log(engine, "/hailar/test", now, count)
    yield log
    log.stop()


def draft(type_: str = "said", **data: Any) -> Draft:
    return Draft(uuid7(now()), type_, now(), data, WANG)


def append(stream: str, expected: int | None, *drafts: Draft) -> Append:
    return Append(Address(stream_id(stream), f"case/{stream}"), expected, drafts or (draft(),))


def message(position: int, source: str = "intake") -> Message:
    return Message(source, position, uuid7(now()), "appeal.received", "20261124-X", b"{}")


def together(*works: Callable[[], Any]) -> list[Any]:
    """The results (or errors) of works done at the same time."""
    results: list[Any] = [None] * len(works)

    def run(index: int, work: Callable[[], Any]) -> None:
        try:
            results[index] = work()
        except Exception as error:  # noqa: BLE001 - it is the result
            results[index] = error

    threads = [threading.Thread(target=run, args=(i, work)) for i, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_positions_have_no_gaps_and_each_entry_names_the_hash_before_it(log: Log) -> None:
    together(*[lambda i=i: log.append(append(f"s{i % 5}", None)) for i in range(60)])
    entries = list(log.read())
    assert [entry.position for entry in entries] == list(range(1, 61))
    previous = FIRST
    for entry in entries:
        said = json.loads(entry.body)
        assert said["prevhash"] == previous
        assert said["sequence"] == f"{entry.position:020}"
        previous = hashlib.sha256(entry.body).hexdigest()
        assert entry.hash.hex() == previous


def test_versions_count_within_a_stream(log: Log) -> None:
    log.append(append("a", 0, draft(), draft()))
    log.append(append("a", 2))
    assert [entry.version for entry in log.stream(stream_id("a"))] == [1, 2, 3]
    assert [entry.version for entry in log.stream(stream_id("a"), after=2)] == [3]


def test_an_append_at_another_version_is_a_conflict_and_writes_nothing(log: Log) -> None:
    log.append(append("a", 0))
    with pytest.raises(Conflict):
        log.append(append("b", 0), append("a", 0))
    assert log.head().position == 1


def test_of_many_who_expect_the_same_version_one_wins(log: Log) -> None:
    results = together(*[lambda: log.append(append("a", 0)) for _ in range(16)])
    assert sum(isinstance(result, list) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 15


def test_only_the_guilty_units_of_a_group_fail(log: Log) -> None:
    log.append(append("taken", 0))
    units = [append(f"s{i}", 0) for i in range(30)]
    units += [append("taken", 0) for _ in range(5)]
    units += [append(f"p{i}", 0, draft("poison")) for i in range(3)]
    units += [append("float", 0, draft(wrong=0.5))]
    results = together(*[partial(log.append, unit) for unit in units])
    assert all(isinstance(result, list) for result in results[:30])
    assert all(isinstance(result, Conflict) for result in results[30:35])
    assert all(isinstance(result, Poison) for result in results[35:38])
    assert isinstance(results[38], ValueError)
    assert log.head().position == 31


def test_a_mistake_in_a_statement_is_its_unit_s_own_fault_and_no_absence_of_the_database(log: Log) -> None:
    units = [append("good", 0), append("bad", 0, draft("mistake")), append("better", 0)]
    good, bad, better = together(*[partial(log.append, unit) for unit in units])
    assert isinstance(good, list)
    assert isinstance(bad, DatabaseError)
    assert isinstance(better, list)


def test_listeners_are_told_of_what_was_said_and_of_what_was_only_heard(log: Log) -> None:
    told: list[int] = []
    log.on_commit(lambda fresh: told.append(len(fresh)))
    log.append(append("a", 0, draft(), draft()))
    log.commit(Unit((), message(1)))
    log.chore(lambda _: None)
    with pytest.raises(AlreadyHeard):
        log.commit(Unit((), message(1)))
    log.stop()
    assert told == [2, 0]


def test_a_message_is_heard_once(log: Log) -> None:
    log.commit(Unit([append("a", None)], message(1)))
    with pytest.raises(AlreadyHeard):
        log.commit(Unit([append("a", None)], message(1)))
    results = together(*[lambda: log.commit(Unit([append("b", None)], message(2))) for _ in range(8)])
    assert sum(isinstance(result, AlreadyHeard) for result in results) == 7
    assert log.heard("intake", 2)
    assert not log.heard("routing", 2)


def test_a_replayed_message_needs_no_new_row(log: Log) -> None:
    log.commit(Unit((), message(1), Hearing.PARKED))
    log.commit(Unit([append("a", 0)], message(1), Hearing.REPLAYED))
    assert log.head().position == 1


def test_read_models_are_written_with_the_entries_or_not_at_all(log: Log, engine: Engine) -> None:
    log.append(append("a", 0))
    with pytest.raises(Poison):
        log.append(append("a", 1), append("b", 0, draft("poison")))
    with engine.connect() as connection:
        assert connection.execute(select(counts.c.subject, counts.c.last)).all() == [("case/a", "said")]


def test_recorded_times_never_go_back(engine: Engine) -> None:
    times = iter([datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)])
    log = Log(engine, "/hailar/test", lambda: next(times), count)
    first, second = log.append(append("a", None)), log.append(append("a", None))
    assert first[0].recorded_at == second[0].recorded_at
    log.stop()


@pytest.mark.parametrize("table", schema.KEPT)
@pytest.mark.parametrize("statement", ["UPDATE {} SET type = 'x'", "DELETE FROM {}"])
def test_what_was_said_and_heard_cannot_be_changed(log: Log, engine: Engine, table: str, statement: str) -> None:
    log.commit(Unit([append("a", 0)], message(1)))
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement.format(table)))


def test_replacing_an_entry_is_refused_on_sqlite_too(log: Log, engine: Engine) -> None:
    log.append(append("a", 0))
    if engine.dialect.name != "sqlite":
        with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(text("TRUNCATE entries"))
        return
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text("INSERT OR REPLACE INTO entries SELECT * FROM entries"))


def test_two_processes_on_one_database_leave_no_gap(engine: Engine, url: str) -> None:
    other = open_engine(url)
    logs = [Log(engine, "/hailar/test", now, count), Log(other, "/hailar/test", now, count)]
    together(*[lambda i=i: logs[i % 2].append(append(f"s{i}", 0)) for i in range(80)])
    assert [entry.position for entry in logs[0].read()] == list(range(1, 81))
    assert verify(logs[1]).faults == ()
    for log in logs:
        log.stop()
    other.dispose()


def test_a_locked_database_is_said_to_be_unavailable_and_nothing_is_written(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'log.db'}")
    schema.metadata.create_all(engine)
    counts.create(engine)
    log = Log(engine, "/hailar/test", now, count)
    with engine.connect() as holder:
        holder.exec_driver_sql("PRAGMA busy_timeout=0")
        holder.exec_driver_sql("COMMIT")
        holder.exec_driver_sql("BEGIN EXCLUSIVE")
        impatient = open_engine(f"sqlite:///{tmp_path / 'log.db'}")
        with impatient.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=50")
        other = Log(impatient, "/hailar/test", now, count)
        with pytest.raises(Unavailable, match="nothing was written"):
            other.append(append("a", 0))
        holder.exec_driver_sql("ROLLBACK")
        holder.exec_driver_sql("BEGIN")
        other.stop()
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.entries)) == 0
    log.stop()
