"""The worker that keeps everything commits many at once, in order; what fails among them is handled alone."""

import pytest

from shared.bus import inbox
from shared.bus.batch import BatchWorker, Early
from shared.bus.parking import ParkingLot
from shared.eventlog.log import Log
from shared.eventlog.unit import AlreadyHeard, Message, Unit
from tests.unit.bus.desk import Desk, message
from tests.unit.bus.test_worker import Queue, codes


class Keeping:
    """Keeps messages; `bad` cannot be prepared."""

    def __init__(self, log: Log, lot: ParkingLot, desk: Desk) -> None:
        self.log, self.lot, self.desk = log, lot, desk
        self.bad: set[int] = set()
        self.prepared: list[int] = []

    def prepare(self, found: Message) -> Unit:
        self.prepared.append(found.position)
        if found.position in self.bad:
            raise LookupError(found.position)
        if self.log.heard(found.source, found.position):
            raise AlreadyHeard
        return Unit((), found)

    def run(self, *messages: Message) -> list[int]:
        queue = Queue(messages)
        worker = BatchWorker("ledger", queue, self.desk, self.lot, self.log, lambda _: True, lambda _: None)
        worker.prepare = self.prepare
        worker.run()
        return sorted(queue.done)


@pytest.fixture
def keeping(log: Log, lot: ParkingLot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Keeping:
    monkeypatch.setattr(inbox, "PATIENCE", 0.0)
    return Keeping(log, lot, desk)


def test_a_batch_is_kept_in_order_without_handling_each(keeping: Keeping, log: Log, desk: Desk) -> None:
    assert keeping.run(*[message(n) for n in range(1, 41)]) == list(range(1, 41))
    assert keeping.prepared == list(range(1, 41))
    assert desk.handled == []
    assert all(log.heard("intake", n) for n in range(1, 41))


def test_from_the_first_that_cannot_be_prepared_each_is_handled_alone(keeping: Keeping, desk: Desk) -> None:
    keeping.bad = {3}
    assert keeping.run(*[message(n) for n in range(1, 6)]) == [1, 2, 3, 4, 5]
    assert desk.handled == [3, 4, 5]
    assert keeping.prepared == [1, 2, 3]


def test_what_cannot_be_handled_alone_either_is_parked(keeping: Keeping, lot: ParkingLot, desk: Desk) -> None:
    keeping.bad, desk.broken = {2}, {2: LookupError("broken")}
    keeping.run(message(1, "a"), message(2, "b"), message(3, "c"), message(4, "b"))
    assert codes(lot) == [(2, "LookupError"), (4, "behind")]
    assert desk.handled == [3]


def test_what_comes_mixed_in_one_batch_waits_for_nothing_more(keeping: Keeping) -> None:
    def in_order(found: Message) -> Unit:
        if keeping.prepared != list(range(1, found.position)):
            raise Early
        keeping.prepared.append(found.position)
        return Unit((), found)

    keeping.prepare = in_order  # type: ignore[method-assign]
    assert keeping.run(message(3), message(1), message(2)) == [1, 2, 3]


def test_a_repetition_in_a_batch_is_forgotten(keeping: Keeping, desk: Desk) -> None:
    keeping.run(message(1), message(2))
    assert keeping.run(message(1), message(2), message(3)) == [1, 2, 3]
    assert keeping.prepared == [1, 2, 1, 2, 3]
    assert desk.handled == []
