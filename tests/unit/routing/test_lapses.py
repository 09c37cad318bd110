"""A duty lapses in the log that owns it, once, at its due time, whoever says so first."""

import pytest

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.commands import LapseDuties
from services.routing.domain.work_order.events import Lapsed, Signed
from services.routing.domain.work_order.state import State
from shared.testing.given import scenario
from tests.unit.routing.orders import ANSWER, CASE, NOTE, OPEN, RETURN, SIGN, STRANGER, hour, later, moment, said, to

given = scenario(work_order)
SIGN_LAPSED = Lapsed(1, "sign", "housing", hour(4))
CONTACT_LAPSED = Lapsed(1, "first_contact", "housing", hour(8))
ANSWER_LAPSED = Lapsed(1, "answer", "housing", hour(48))


def tick(hours: float) -> LapseDuties:
    return LapseDuties(CASE, moment(hours=hours))


def test_a_duty_done_at_its_due_time_is_done_in_time() -> None:
    given(*to(State.DISPATCHED)).when(later(SIGN, 4)).then(Signed(1, "housing"))
    given(*to(State.DISPATCHED)).when(tick(4)).then()


def test_a_deed_after_the_due_time_first_says_the_lapse() -> None:
    given(*to(State.DISPATCHED)).when(later(SIGN, 4.001)).then(SIGN_LAPSED, Signed(1, "housing"))


def test_a_lapse_happened_at_the_due_time_whenever_it_is_said() -> None:
    assert SIGN_LAPSED.happened_at == hour(4)


def test_lapses_are_said_in_the_order_of_their_due_times() -> None:
    given(*to(State.DISPATCHED)).when(tick(100)).then(SIGN_LAPSED, CONTACT_LAPSED, ANSWER_LAPSED)


def test_a_lapse_is_said_once() -> None:
    lapsed = (*to(State.DISPATCHED), SIGN_LAPSED)
    given(*lapsed).when(tick(5)).then()
    given(*lapsed).when(later(SIGN, 5)).then(Signed(1, "housing"))


@pytest.mark.parametrize("ticks", [(), (5,), (5, 9), (9, 60), (1, 4, 8, 48, 60)])
def test_when_the_timer_ran_changes_nothing(ticks: tuple[int, ...]) -> None:
    events = said(NOTE, OPEN, later(SIGN, 3), *(tick(hours) for hours in ticks), later(ANSWER, 60))
    without = said(NOTE, OPEN, later(SIGN, 3), later(ANSWER, 60))
    assert events == without


def test_a_command_that_is_refused_or_says_nothing_says_no_lapse_either() -> None:
    given(*to(State.DISPATCHED)).when(later(ANSWER, 100)).rejected("work_order.not_signed")
    given(*to(State.SIGNED)).when(later(SIGN, 100)).then()


def test_the_units_duties_do_not_lapse_while_its_return_is_being_settled() -> None:
    given(*said(NOTE, OPEN, RETURN)).when(tick(100)).then(Lapsed(1, "settle_return", "government_data", hour(2)))


@pytest.mark.parametrize("state", [State.CLOSED, State.ARCHIVED, State.UNKNOWN, State.NOTED])
def test_nothing_lapses_before_dispatch_or_after_closing(state: State) -> None:
    given(*to(state)).when(tick(10_000)).then()


def test_a_refused_stranger_leaves_no_trace() -> None:
    given(*to(State.DISPATCHED)).when(later(SIGN, 5, STRANGER)).rejected("work_order.not_yours")
