"""Two processes on one log: memory saves questions to the log, and never decides wrongly because it is old."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shared.eventlog import schema
from shared.eventlog.clock import now, uuid7
from shared.eventlog.engine import sqlite
from shared.eventlog.entry import Entry
from shared.eventlog.log import Log
from shared.eventlog.outcome import Outcome
from shared.eventlog.unit import Conflict, Message, Unavailable
from shared.house.deciding import Task
from shared.house.execute import Executor
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.rules.moment import Moment
from tests.integration.house.town import WANG


@dataclass(frozen=True, slots=True)
class Turn:
    """Open or shut a door; what it is already says nothing, and a locked one refuses."""

    door: str
    open: bool
    moment: Moment


@dataclass(frozen=True, slots=True)
class Lock:
    door: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Unlock:
    door: str
    moment: Moment


@stored("toy.turned")
@dataclass(frozen=True, slots=True)
class Turned:
    open: bool


@stored("toy.locked")
@dataclass(frozen=True, slots=True)
class Locked:
    pass


def decide(command: Turn | Lock | Unlock, door: str) -> Sequence[Turned | Locked]:
    if isinstance(command, Unlock):
        return [Turned(False)]
    if door == "locked":
        raise Rejected("toy.locked")
    if isinstance(command, Lock):
        return [Locked()]
    return [] if door == state_of(command.open) else [Turned(command.open)]


def state_of(is_open: bool) -> str:
    return "open" if is_open else "shut"


DOORS = Decider(
    name="doors",
    commands=(Turn, Lock, Unlock),
    events=(Turned, Locked),
    initial="shut",
    decide=decide,
    evolve=lambda _, event: "locked" if isinstance(event, Locked) else state_of(event.open),
    address=lambda command: Address(stream_id("door", command.door), f"door/{command.door}"),
)


class CountedLog(Log):
    """`asked` counts the questions for streams."""

    asked = 0

    def stream(self, stream: str, after: int = 0) -> list[Entry]:
        self.asked += 1
        return super().stream(stream, after)

    def of_streams(self, known: Mapping[str, int]) -> list[Entry]:
        self.asked += 1
        return super().of_streams(known)


class NoVault:
    """Nothing here is private."""

    def keys(self, key_ids: Any) -> None:
        assert not key_ids


class Process:
    """One process of the service."""

    def __init__(self, path: Path, *, alone: bool = False) -> None:
        self.engine = sqlite(path)
        schema.metadata.create_all(self.engine)
        self.log = CountedLog(self.engine, "/toy/doors", now, lambda _connection, _done: None)
        vault: Any = NoVault()
        self.executor = Executor(self.log, vault, now, (DOORS,), alone=alone)

    def turn(self, door: str, *, opened: bool) -> list[str]:
        return [entry.type for entry in self.executor.execute(Turn(door, opened, moment()))]

    def lock(self, door: str) -> list[str]:
        return [entry.type for entry in self.executor.execute(Lock(door, moment()))]

    def stop(self) -> None:
        self.log.stop()
        self.engine.dispose()


def moment() -> Moment:
    rules: Any = None
    return Moment(now(), WANG, rules)


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[tuple[Process, Process]]:
    here, there = Process(tmp_path / "log.db"), Process(tmp_path / "log.db")
    yield here, there
    here.stop()
    there.stop()


def test_what_this_process_said_itself_it_does_not_ask_for_again(processes: tuple[Process, Process]) -> None:
    here, _ = processes
    here.turn("a", opened=True)
    here.log.asked = 0
    assert here.turn("a", opened=False) == ["toy.turned"]
    assert here.log.asked == 0


def test_another_process_said_something_since_and_the_decision_is_made_again(
    processes: tuple[Process, Process],
) -> None:
    here, there = processes
    here.turn("a", opened=True)
    there.turn("a", opened=False)
    there.lock("a")
    with pytest.raises(Rejected):
        here.turn("a", opened=False)


def test_a_refusal_from_memory_is_never_believed(processes: tuple[Process, Process]) -> None:
    here, there = processes
    here.lock("a")
    there.executor.execute(Unlock("a", moment()))
    assert here.turn("a", opened=True) == ["toy.turned"]


def test_what_was_committed_and_not_yet_remembered_is_not_decided_against(tmp_path: Path) -> None:
    here, told = Process(tmp_path / "log.db", alone=True), threading.Event()
    try:
        here.lock("a")
        here.log.on_commit(lambda _: told.set())
        opening = here.executor.prepare(Unlock("a", moment()))
        here.log.submit(opening.unit)
        opening.unit.done.result()
        assert told.wait(10)
        assert here.turn("a", opened=True) == ["toy.turned"]
        opening.finish()
        assert here.turn("a", opened=True) == []
    finally:
        here.stop()


def test_from_the_moment_that_others_can_read_it_nothing_is_decided_against_what_was_committed(tmp_path: Path) -> None:
    """Between the database's commit and its own word of it the committer may be kept waiting."""
    here, committed, go_on = Process(tmp_path / "log.db", alone=True), threading.Event(), threading.Event()
    try:
        here.lock("a")
        offload = here.log._offload

        def slowly(work: Any) -> Any:
            found = offload(work)
            if getattr(work, "__name__", "") == "commit":
                committed.set()
                assert go_on.wait(10)
            return found

        here.log._offload = slowly
        opening = here.executor.prepare(Unlock("a", moment()))
        here.log.submit(opening.unit)
        assert committed.wait(10)
        here.log._offload = offload
        turned = here.executor.prepare(Turn("a", True, moment()))
        assert not turned.says_nothing
        go_on.set()
        opening.finish()
        assert here.turn("a", opened=True) == ["toy.turned"]
    finally:
        go_on.set()
        here.stop()


def test_silence_from_memory_is_never_believed(processes: tuple[Process, Process]) -> None:
    here, there = processes
    here.turn("a", opened=True)
    there.turn("a", opened=False)
    assert here.turn("a", opened=True) == ["toy.turned"]
    assert here.executor.state(DOORS, stream_id("door", "a")) == "open"


def test_a_stream_that_was_not_there_may_have_been_begun_by_another_process(processes: tuple[Process, Process]) -> None:
    here, there = processes
    stream = stream_id("door", "a")
    here.executor.fetch(DOORS, [stream, stream_id("door", "b")])
    assert here.executor.recalled(DOORS, stream) == "shut"
    there.turn("a", opened=True)
    assert here.executor.recalled(DOORS, stream) == "shut"
    assert here.turn("a", opened=True) == []
    assert here.executor.subject(DOORS, stream) == "door/a"


def task(position: int, door: str, *, opened: bool) -> Task:
    message = Message("elsewhere", position, uuid7(now()), "toy.knocked", f"door/{door}", b"{}")
    cause: Any = None
    return Task([Turn(door, opened, moment())], message, cause)


def test_many_are_prepared_with_one_question_and_what_is_refused_is_left_to_be_taken_up_alone(
    processes: tuple[Process, Process],
) -> None:
    here, there = processes
    there.lock("c")
    prepared = here.executor.prepare_many([task(n, door, opened=True) for n, door in enumerate("abcd", 1)])
    assert [one is not None for one in prepared] == [True, True, False, True]
    assert here.log.asked == 1, "for all of them, and what the answer refuses is refused for certain"
    for one in prepared:
        if one is not None:
            here.log.submit(one.unit)
    assert [len(one.finish()) for one in prepared if one is not None] == [1, 1, 1]


def test_silence_of_many_is_certain_by_the_one_question_for_all(processes: tuple[Process, Process]) -> None:
    here, there = processes
    for door in "abc":
        here.turn(door, opened=True)
    there.turn("b", opened=False)
    here.log.asked = 0
    prepared = here.executor.prepare_many([task(n, door, opened=True) for n, door in enumerate("abc", 1)])
    assert [len(one.news) for one in prepared if one is not None] == [0, 1, 0]
    assert here.log.asked == 1


def test_prepared_from_an_old_memory_a_unit_is_refused_by_its_version(processes: tuple[Process, Process]) -> None:
    here, there = processes
    here.turn("a", opened=True)
    there.lock("a")
    prepared = here.executor.prepare_many([task(1, "a", opened=False)])[0]
    assert prepared is not None
    here.log.submit(prepared.unit)
    with pytest.raises(Conflict):
        prepared.finish()
    with pytest.raises(Rejected):
        here.turn("a", opened=False)


def test_after_a_commit_that_may_have_been_stored_the_stream_is_read_again(processes: tuple[Process, Process]) -> None:
    here, _ = processes
    here.turn("a", opened=True)
    prepared = here.executor.prepare(Turn("a", False, moment()))
    here.log.submit(prepared.unit)
    prepared.unit.done.result()
    prepared.unit.done = Outcome()
    prepared.unit.done.fail(Unavailable("the connection ended in the middle of the commit"))
    with pytest.raises(Unavailable):
        prepared.finish()
    assert here.executor.recalled(DOORS, stream_id("door", "a")) == "shut"
