"""The parking lot keeps order: what arrived first is replayed first, and nothing of its subject passes it."""

import pytest

from shared.bus.parking import ParkingLot
from shared.eventlog.clock import now
from shared.eventlog.fact import fact_of
from shared.eventlog.log import Log
from shared.eventlog.unit import AlreadyHeard, Conflict
from shared.kernel.actor import Actor
from tests.unit.bus.desk import Desk, message

WANG = Actor("wang", "operations", "operator")


def positions(lot: ParkingLot, subject: str | None = None) -> list[int]:
    return [waiting.position for waiting in lot.waiting(subject)]


def test_what_is_parked_waits_in_the_order_of_its_arrival(lot: ParkingLot) -> None:
    for position, source in ((7, "intake"), (3, "supervision"), (8, "intake"), (1, "notify")):
        lot.park(message(position, source=source), "broken")
    assert positions(lot) == [7, 3, 8, 1]


def test_only_subjects_with_something_parked_are_held(lot: ParkingLot, log: Log) -> None:
    lot.park(message(1), "broken")
    again = ParkingLot("routing", log, now)
    for each in (lot, again):
        assert each.holds("a")
        assert not each.holds("b")


def test_parking_is_an_entry_that_names_the_message(lot: ParkingLot, log: Log) -> None:
    lot.park(message(5), "work_order.unknown")
    (entry,) = log.read()
    fact = fact_of(entry.body)
    assert (fact.type, fact.subject, fact.actor.account) == ("message.parked", "a", "system:routing")
    assert fact.data == {
        "source": "intake",
        "position": 5,
        "id": "id5",
        "type": "appeal.received",
        "code": "work_order.unknown",
    }


def test_a_message_is_parked_once_and_counts_as_heard(lot: ParkingLot, log: Log) -> None:
    lot.park(message(1), "broken")
    assert log.heard("intake", 1)
    with pytest.raises(AlreadyHeard):
        lot.park(message(1), "broken")
    assert positions(lot) == [1]


def test_the_bytes_of_a_parked_message_are_kept(lot: ParkingLot) -> None:
    lot.park(message(1), "broken")
    assert lot.message(lot.waiting()[0]) == message(1)


def test_replaying_handles_one_subject_in_order_and_frees_it(lot: ParkingLot, desk: Desk) -> None:
    for position, subject in ((1, "a"), (2, "b"), (3, "a"), (4, "a")):
        lot.park(message(position, subject), "broken")
    assert lot.replay("a", desk, WANG) == 3
    assert desk.said("a") == [1, 3, 4]
    assert not lot.holds("a")
    assert positions(lot) == [2]


def test_replaying_stops_at_the_first_that_still_fails_and_goes_on_there(lot: ParkingLot, desk: Desk) -> None:
    for position in (1, 2, 3):
        lot.park(message(position), "broken")
    desk.broken[2] = LookupError("still")
    with pytest.raises(LookupError, match="still"):
        lot.replay("a", desk, WANG)
    assert desk.said("a") == [1]
    assert positions(lot) == [2, 3]
    assert lot.holds("a")
    desk.broken.clear()
    assert lot.replay("a", desk, WANG) == 2
    assert desk.said("a") == [1, 2, 3]


def test_replaying_is_an_entry_of_whoever_did_it_in_one_unit_with_the_handling(
    lot: ParkingLot, desk: Desk, log: Log
) -> None:
    lot.park(message(1), "broken")
    lot.replay("a", desk, WANG)
    types = [(entry.type, fact_of(entry.body).actor.account) for entry in log.read()]
    assert types == [("message.parked", "system:routing"), ("done", "system:routing"), ("message.replayed", "wang")]
    assert lot.replay("a", desk, WANG) == 0


def test_what_is_discarded_frees_its_subject_when_it_was_the_last(lot: ParkingLot, log: Log) -> None:
    lot.park(message(1), "broken")
    lot.park(message(2), "behind")
    first, second = lot.waiting()
    lot.discard(first, WANG, "sent by mistake")
    assert lot.holds("a")
    lot.discard(second, WANG, "sent by mistake")
    assert not lot.holds("a")
    assert [fact_of(entry.body).data["code"] for entry in log.read()][2:] == ["sent by mistake"] * 2


def test_nothing_is_discarded_twice_or_after_its_replay(lot: ParkingLot, desk: Desk) -> None:
    lot.park(message(1), "broken")
    lot.park(message(2, "b"), "broken")
    first, second = lot.waiting()
    lot.discard(first, WANG, "sent by mistake")
    lot.replay("b", desk, WANG)
    for gone in (first, second):
        with pytest.raises(Conflict):
            lot.discard(gone, WANG, "again")
