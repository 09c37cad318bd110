"""What is different between two moments of a case."""

from services.ledger.domain.standing import standing_of
from services.ledger.domain.standing.difference import Difference, difference
from tests.unit.ledger.told import Told, due, lapse, said

RECEIVED = said(-5, "appeal.received", due("accept", -1, "desk"))
ACCEPTED = said(-4, "appeal.accepted")
OPENED = said(-4, "work_order.opened", unit="")
DISPATCHED = said(0, "work_order.dispatched", due("sign", 2), due("answer", 40))
SIGNED = said(1, "work_order.signed")
EXTENDED = said(4, "work_order.extended", due("answer", 60))
CASE = [RECEIVED, ACCEPTED, OPENED, DISPATCHED, SIGNED, EXTENDED]


def between(first: int, last: int, case: list[Told] = CASE) -> Difference:
    """After so many entries, and after so many."""
    return difference(standing_of(case[:first]), standing_of(case[:last]))


def test_between_equal_moments_nothing_is_different() -> None:
    assert between(4, 4) == Difference({}, (), (), (), ())


def test_from_nothing_on_everything_is_new() -> None:
    told = between(0, 1)
    assert told.changed["state"] == (None, "received")
    assert [one.duty for one in told.begun] == ["accept"]


def test_who_has_it_and_what_is_due_are_named() -> None:
    told = between(3, 4)
    assert told.changed["unit"] == (None, "housing")
    assert told.changed["state"] == ("dispatching", "handling")
    assert [one.duty for one in told.begun] == ["sign", "answer"]


def test_what_began_and_ended_between_is_in_both() -> None:
    told = between(3, 5)
    assert [one.duty for one in told.begun] == ["sign", "answer"]
    assert [(one.duty, one.end) for one in told.ended] == [("sign", "kept")]
    assert told.changed["signed_by"] == (None, "wang")


def test_another_due_time_is_told_with_the_one_before() -> None:
    [(then, now)] = between(5, 6).moved
    assert (then.due_at, now.due_at) == (standing_of(CASE[:5]).running[0].due_at, now.due_at)
    assert now.due_at > then.due_at


def test_a_lapse_said_between_is_told() -> None:
    case = [*CASE, lapse("work_order.lapsed", "answer", 60)]
    assert [one.duty for one in between(6, 7, case).lapsed] == ["answer"]


def test_an_answer_that_was_sent_back_begins_again() -> None:
    answered, back = said(6, "work_order.answered", due("approve", 9)), said(7, "work_order.sent_back")
    case = [*CASE, answered, back]
    assert [one.duty for one in between(7, 8, case).begun] == ["answer"]
    assert [one.duty for one in between(6, 8, case).begun] == ["approve"]
