"""A message that kills its handler's process is parked before it is handled a third time on record."""

import pytest

from shared.bus.attempts import KILLS, Attempts, KilledTheProcess
from shared.bus.parking import ParkingLot, held
from shared.eventlog.clock import now
from shared.eventlog.log import Log
from shared.eventlog.unit import AlreadyHeard
from tests.unit.bus.conftest import apply
from tests.unit.bus.desk import Desk, message
from tests.unit.bus.test_worker import Fixture, codes


class Death(BaseException):
    """The process is gone: what it still wanted to write is lost."""


def living(log: Log) -> Log:
    """The log in the next process."""
    return Log(log.engine, log.source, now, apply, held=held)


def die(log: Log, position: int, *, times: int) -> None:
    """So often the process dies with this message in hand."""
    for _ in range(times):
        with pytest.raises(Death):
            die_once(living(log), position)


def die_once(process: Log, position: int) -> None:
    with Attempts(process).in_hand(message(position, redelivered=True)):
        process.stop()
        raise Death


def test_a_message_in_hand_at_two_recorded_deaths_is_parked_unhandled(log: Log, lot: ParkingLot, desk: Desk) -> None:
    die(log, 1, times=KILLS)
    at_work = Fixture(log, lot, desk)
    assert at_work.run(message(1, redelivered=True), message(2, "b", redelivered=True)) == [1, 2]
    assert desk.handled == [2]
    assert codes(lot) == [(1, "KilledTheProcess")]
    assert at_work.attempts() == {}


def test_a_message_in_hand_at_one_death_is_handled(log: Log, lot: ParkingLot, desk: Desk) -> None:
    die(log, 1, times=KILLS - 1)
    at_work = Fixture(log, lot, desk)
    assert at_work.run(message(1, redelivered=True)) == [1]
    assert desk.handled == [1]
    assert at_work.attempts() == {}


def test_failures_are_no_deaths(log: Log, lot: ParkingLot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.bus.inbox.PATIENCE", 60.0)
    at_work = Fixture(log, lot, desk)
    desk.broken[1] = LookupError("not yet")
    seen: list[dict[str, int]] = []

    def asleep(_: float) -> None:
        seen.append(at_work.attempts())
        if len(seen) == KILLS + 3:
            desk.broken.clear()

    at_work.asleep = asleep
    at_work.run(message(1, redelivered=True))
    assert desk.handled == [1]
    assert seen == [{}] * (KILLS + 3)


def test_a_failure_between_two_deaths_forgets_neither(log: Log) -> None:
    die(log, 1, times=1)
    attempts = Attempts(log)
    again = message(1, redelivered=True)
    with pytest.raises(LookupError), attempts.in_hand(again):
        raise LookupError
    log.chore(lambda _: None)
    die(log, 1, times=1)
    with pytest.raises(KilledTheProcess), Attempts(log).in_hand(again):
        pytest.fail("it was taken in hand")


def test_a_message_never_in_hand_before_is_not_counted(log: Log, lot: ParkingLot, desk: Desk) -> None:
    with Attempts(log).in_hand(message(1)):
        assert Fixture(log, lot, desk).attempts() == {}


def test_a_message_already_heard_is_not_taken_in_hand(log: Log, desk: Desk) -> None:
    desk(message(1))
    with pytest.raises(AlreadyHeard), Attempts(log).in_hand(message(1, redelivered=True)):
        pytest.fail("it was taken in hand")


def test_what_the_service_cannot_do_without_is_handled_after_any_number_of_deaths(
    log: Log, lot: ParkingLot, desk: Desk
) -> None:
    die(log, 1, times=KILLS)
    worker, queue = Fixture(log, lot, desk).worker(message(1, redelivered=True))
    worker.indispensable = lambda _: True
    worker.run()
    assert (queue.done, desk.handled, codes(lot)) == ([1], [1], [])
