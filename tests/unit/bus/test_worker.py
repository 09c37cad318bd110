"""The worker of one queue: strictly in order, patient with what is away, and never stopped by one bad message."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from time import sleep

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from shared.bus import inbox
from shared.bus.inbox import Worker
from shared.bus.parking import ParkingLot
from shared.bus.wire import Delivery
from shared.eventlog import schema
from shared.eventlog.log import Log
from shared.eventlog.unit import Message, Unavailable
from shared.kernel.rejection import Rejected
from shared.telemetry.registry import REGISTRY
from tests.unit.bus.desk import Desk, message


class Queue:
    """A queue of these messages; `done` are the positions that are forgotten."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.done: list[int] = []
        self._waiting = [Delivery(each, partial(self.done.append, each.position)) for each in messages]

    def get(self) -> Delivery | None:
        return self._waiting.pop(0) if self._waiting else None

    def more(self, limit: int) -> list[Delivery]:
        return [self._waiting.pop(0) for _ in range(min(limit, len(self._waiting)))]


class Fixture:
    """A worker over a desk, whose sleeping is done by `asleep`."""

    def __init__(self, log: Log, lot: ParkingLot, desk: Desk) -> None:
        self.log, self.lot, self.desk = log, lot, desk
        self.asleep: Callable[[float], None] = lambda _: None
        self.ready: Callable[[Message], bool] = lambda _: True

    def worker(self, *messages: Message) -> tuple[Worker, Queue]:
        queue = Queue(messages)
        return Worker("routing", queue, self.desk, self.lot, self.log, self.ready, self.asleep), queue

    def run(self, *messages: Message) -> list[int]:
        worker, queue = self.worker(*messages)
        worker.run()
        return queue.done

    def attempts(self) -> dict[str, int]:
        """What is stored about messages in hand, once all that waits is written."""
        self.log.chore(lambda _: None)
        with self.log.reading() as connection:
            return {row.name: row.position for row in connection.execute(select(schema.progress))}


@pytest.fixture
def at_work(log: Log, lot: ParkingLot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Fixture:
    monkeypatch.setattr(inbox, "PATIENCE", 0.0)
    return Fixture(log, lot, desk)


def codes(lot: ParkingLot) -> list[tuple[int, str]]:
    return [(waiting.position, waiting.code) for waiting in lot.waiting()]


def test_messages_are_handled_in_order_and_then_forgotten(at_work: Fixture, desk: Desk) -> None:
    assert at_work.run(message(1), message(2, "b"), message(3)) == [1, 2, 3]
    assert desk.handled == [1, 2, 3]


def test_a_message_heard_before_is_forgotten_without_doing_anything(at_work: Fixture, desk: Desk) -> None:
    at_work.run(message(1))
    again = message(1, redelivered=True)
    assert at_work.run(message(1), again, again) == [1, 1, 1]
    assert desk.said("a") == [1]


def test_a_repetition_that_fails_is_told_from_a_failure(at_work: Fixture, lot: ParkingLot, desk: Desk) -> None:
    at_work.run(message(1))
    desk.broken[1] = Rejected("work_order.signed_before")
    at_work.asleep = lambda _: pytest.fail("it was tried again")
    assert at_work.run(message(1)) == [1]
    assert lot.waiting() == []


def test_what_keeps_failing_is_parked_and_its_subject_queues_behind_it(
    at_work: Fixture, lot: ParkingLot, desk: Desk
) -> None:
    desk.broken[1] = Rejected("work_order.unknown")
    assert at_work.run(message(1), message(2, "b"), message(3), message(4, "b"), message(5)) == [1, 2, 3, 4, 5]
    assert desk.handled == [2, 4]
    assert codes(lot) == [(1, "work_order.unknown"), (3, "behind"), (5, "behind")]


def test_each_message_is_counted_once_as_what_became_of_it(at_work: Fixture, desk: Desk) -> None:
    def counted() -> dict[str, float]:
        name, results = "huying_inbox_messages_total", ("handled", "repeated", "parked")
        return {
            result: REGISTRY.get_sample_value(name, {"service": "routing", "result": result}) or 0 for result in results
        }

    before = counted()
    desk.broken[1] = Rejected("work_order.unknown")
    at_work.run(message(1), message(2, "b"), message(2, "b", redelivered=True), message(3), message(4, "b"))
    more = {result: count - before[result] for result, count in counted().items()}
    assert more == {"handled": 2, "repeated": 1, "parked": 2}


def test_what_fails_for_a_moment_is_handled_and_not_parked(
    at_work: Fixture, lot: ParkingLot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PATIENCE", 60.0)
    desk.broken[1] = LookupError("not yet")
    pauses: list[float] = []

    def asleep(pause: float) -> None:
        pauses.append(pause)
        if len(pauses) == 8:
            desk.broken.clear()

    at_work.asleep = asleep
    assert at_work.run(message(1)) == [1]
    assert desk.handled == [1]
    assert lot.waiting() == []
    assert pauses == [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 2.5, 2.5]


def away() -> OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("SELECT 1", {}, error)


@pytest.mark.parametrize("error", [Unavailable("the log is away"), inbox.NotReady("no rules"), away()])
def test_what_is_away_is_no_failure_of_the_message(
    at_work: Fixture, lot: ParkingLot, desk: Desk, error: Exception
) -> None:
    desk.broken[1] = error
    pauses: list[float] = []

    def asleep(pause: float) -> None:
        pauses.append(pause)
        if len(pauses) == 20:  # the patience is none at all, yet it was tried again twenty times
            desk.broken.clear()

    at_work.asleep = asleep
    assert at_work.run(message(1)) == [1]
    assert desk.handled == [1]
    assert lot.waiting() == []


def test_what_failed_before_the_database_went_away_is_tried_again_when_it_is_back(
    at_work: Fixture, lot: ParkingLot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PATIENCE", 0.5)
    turns = iter([(0.0, away()), (0.6, away()), (0.0, None)])

    def asleep(_: float) -> None:
        seconds, error = next(turns)
        sleep(seconds)
        desk.broken = {1: error} if error else {}

    desk.broken[1] = LookupError("once")
    at_work.asleep = asleep
    at_work.run(message(1))
    assert desk.handled == [1]
    assert lot.waiting() == []


def test_a_mistake_in_a_statement_is_the_message_s_failure(at_work: Fixture, lot: ParkingLot, desk: Desk) -> None:
    mistake = sqlite3.OperationalError("no such column: x")
    mistake.sqlite_errorcode = sqlite3.SQLITE_ERROR
    desk.broken[1] = OperationalError("SELECT x", {}, mistake)
    at_work.run(message(1))
    assert codes(lot) == [(1, "OperationalError")]


def test_until_the_service_is_ready_nothing_is_handled_and_nothing_counted(at_work: Fixture, desk: Desk) -> None:
    states = iter([False, False, True, True])
    at_work.ready = lambda _: next(states)
    stored: list[dict[str, int]] = []
    at_work.asleep = lambda _: stored.append(at_work.attempts())
    at_work.run(message(1, redelivered=True))
    assert stored == [{}, {}]
    assert desk.handled == [1]


def test_stopping_before_it_is_settled_leaves_the_message_to_come_again(at_work: Fixture, desk: Desk) -> None:
    desk.broken[1] = Unavailable("away")
    workers: list[Worker] = []

    def asleep(_: float) -> None:
        workers[0].stopping = True

    at_work.asleep = asleep
    worker, queue = at_work.worker(message(1, redelivered=True), message(2))
    workers.append(worker)
    worker.run()
    assert queue.done == []
    assert at_work.attempts() == {}


def test_what_the_service_cannot_do_without_is_tried_until_it_goes(at_work: Fixture) -> None:
    at_work.desk.broken[1] = LookupError("not yet")
    pauses: list[float] = []

    def asleep(pause: float) -> None:
        pauses.append(pause)
        if len(pauses) == 20:
            at_work.desk.broken.clear()

    at_work.asleep = asleep
    worker, queue = at_work.worker(message(1))
    worker.indispensable = lambda _: True
    worker.run()
    assert (queue.done, at_work.desk.handled, codes(at_work.lot), len(pauses)) == ([1], [1], [], 20)
