"""What everybody relies on when they append: the same of the real log and of the one in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from shared.bus.parking import BEHIND, PARKED, ParkingLot, held, parked
from shared.eventlog import schema
from shared.eventlog.engine import sqlite
from shared.eventlog.entry import Draft, Entry
from shared.eventlog.fact import fact_of
from shared.eventlog.log import Log
from shared.eventlog.readmodel import Rows
from shared.eventlog.unit import AlreadyHeard, Append, Behind, Conflict, Hearing, Message, NothingParked, Unit
from shared.eventlog.verify import verify_entries
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.testing.simulation.clock import Ids, VirtualClock
from shared.testing.simulation.log import MemoryLog
from shared.testing.simulation.lot import MemoryLot
from shared.testing.simulation.sealing import LightSealing, RealSealing

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
SOURCE = "/hailar/routing"
IDS = Ids()


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(NOON)


def _apply(connection: Connection, done: Sequence[tuple[Unit, Sequence[Entry]]]) -> None:
    rows = Rows(connection)
    for entry in (entry for _, written in done for entry in written):
        PARKED.apply(True, fact_of(entry.body), rows)
    rows.write()


@pytest.fixture(params=["sqlite", "memory", "light"])
def lot(request: pytest.FixtureRequest, tmp_path: Path, clock: VirtualClock) -> Iterator[ParkingLot]:
    if request.param != "sqlite":
        sealing = RealSealing() if request.param == "memory" else LightSealing()
        yield MemoryLot("routing", MemoryLog(SOURCE, clock, sealing, lambda _: None), clock, sealing, IDS)
        return
    engine = sqlite(tmp_path / "routing.db")
    schema.metadata.create_all(engine)
    parked.create(engine)
    real = Log(engine, SOURCE, clock, _apply, held=held)
    yield ParkingLot("routing", real, clock)
    real.stop()
    engine.dispose()


@pytest.fixture
def log(lot: ParkingLot) -> Log:
    return lot._log


def says(stream: str, count: int = 1, expected: int | None = None) -> Append:
    drafts = [Draft(IDS(), "thing.done", NOON, {"number": number}, Actor("wang")) for number in range(count)]
    return Append(Address(stream, f"case/{stream}"), expected, drafts)


def heard(position: int) -> Message:
    return Message("intake", position, f"id{position}", "appeal.received", "case/a", b"{}")


def test_positions_are_gapless_and_versions_dense(log: Log) -> None:
    log.append(says("a", 2), says("b"))
    log.append(says("a"))
    found = [(entry.position, entry.stream, entry.version, entry.subject) for entry in log.tail()]
    assert found == [(1, "a", 1, "case/a"), (2, "a", 2, "case/a"), (3, "b", 1, "case/b"), (4, "a", 3, "case/a")]
    assert [entry.version for entry in log.stream("a", 1)] == [2, 3]
    assert [entry.position for entry in log.tail(1, 2)] == [2, 3]
    assert log.head().position == 4
    assert log.head().hash == log.tail()[-1].hash


def test_a_stream_that_moved_on_is_a_conflict_and_nothing_of_the_unit_is_written(log: Log) -> None:
    log.append(says("a", expected=0))
    with pytest.raises(Conflict):
        log.append(says("b"), says("a", expected=0))
    with pytest.raises(Conflict):
        log.append(says("c", expected=1))
    log.append(says("a", expected=1), says("a", expected=1))  # both: as it was before the unit
    assert [(entry.stream, entry.version) for entry in log.tail()] == [("a", 1), ("a", 2), ("a", 3)]


def test_a_message_is_heard_once_whether_it_is_handled_or_parked(log: Log) -> None:
    log.commit(Unit([says("a")], heard(1)))
    log.commit(Unit([says("a")], heard(2), Hearing.PARKED))
    for position in (1, 2):
        assert log.heard("intake", position)
        for hearing in (Hearing.HANDLED, Hearing.PARKED):
            with pytest.raises(AlreadyHeard):
                log.commit(Unit([says("a")], heard(position), hearing))
    assert log.commit(Unit([says("a")], heard(2), Hearing.REPLAYED))[0].version == 3
    assert not log.heard("intake", 3)
    assert not log.heard("routing", 1)


def test_what_is_parked_stops_its_subject_and_comes_out_in_order(lot: ParkingLot, log: Log) -> None:
    with pytest.raises(NothingParked):
        lot.park(heard(1), BEHIND)
    lot.park(heard(1), "Broken")
    with pytest.raises(Behind):
        log.commit(Unit([says("a")], heard(2)))
    lot.park(heard(2), BEHIND)
    assert log.commit(Unit((), replace(heard(3), subject="case/b"))) == []
    assert log.commit(Unit((), replace(heard(3), source="routing"))) == []  # what it says itself never queues
    assert [(one.position, one.code) for one in lot.waiting("case/a")] == [(1, "Broken"), (2, "behind")]
    handled: list[int] = []

    def handle(message: Message, hearing: Hearing = Hearing.HANDLED, also: Sequence[Append] = ()) -> list[Entry]:
        handled.append(message.position)
        return log.commit(Unit(also, message, hearing))

    assert lot.replay("case/a", handle, Actor("ops")) == 2
    assert handled == [1, 2]
    assert not lot.waiting()
    log.commit(Unit((), heard(4)))


def test_a_message_of_a_unit_that_conflicts_is_not_heard(log: Log) -> None:
    with pytest.raises(Conflict):
        log.commit(Unit([says("a", expected=5)], heard(1)))
    assert not log.heard("intake", 1)
    assert log.commit(Unit((), heard(1))) == []
    assert log.heard("intake", 1)


def test_recorded_times_never_go_back(log: Log, clock: VirtualClock) -> None:
    log.append(says("a"))
    clock.at = NOON - timedelta(hours=1)
    log.append(says("a"))
    assert [entry.recorded_at for entry in log.tail()] == [NOON, NOON]


def test_who_listens_hears_of_what_was_said_and_of_what_was_only_heard(log: Log) -> None:
    told: list[int] = []
    log.on_commit(lambda entries: told.append(len(entries)))
    log.append(says("a", 2))
    log.commit(Unit((), heard(1)))
    with pytest.raises(Conflict):
        log.append(says("a", expected=0))
    log.append(says("a"))
    assert told == [2, 0, 1]


def test_a_log_in_memory_with_real_bytes_verifies(clock: VirtualClock) -> None:
    log = MemoryLog(SOURCE, clock, RealSealing(), lambda _: None)
    log.append(says("a", 3))
    log.append(says("b"), says("a"))
    assert verify_entries(SOURCE, log.entries).faults == ()


def test_a_light_fact_says_what_the_real_one_says(clock: VirtualClock) -> None:
    light, real = LightSealing(), RealSealing()
    closed = {"key": "case/1", "version": 1, "nonce": "n", "cipher": "c", "digest": "d"}
    data = {"round": 1, "note": closed, "parts": [{"note": closed}, None], "resolved": True}
    draft = Draft(IDS(), "thing.done", NOON, data, Actor("wang", "housing", "经办人"), "cause", "correlation")
    facts = []
    for sealing in (light, real):
        log = MemoryLog(SOURCE, clock, sealing, lambda _: None)
        log.append(says("a"), Append(Address("a", "case/a"), None, [draft]))
        facts.append(sealing.fact(log.entries[-1].body)._replace(previous=""))
    assert facts[0] == facts[1]
