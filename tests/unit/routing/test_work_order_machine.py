"""Whatever is told in whatever order, a work order keeps its promises."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.asking_commands import Cancel, Reopen
from services.routing.domain.work_order.commands import LapseDuties, Withdraw
from services.routing.domain.work_order.events import (
    Answered,
    Approved,
    Archived,
    AskAnswered,
    Closed,
    Event,
    Lapsed,
    Reopened,
)
from services.routing.domain.work_order.state import State, WorkOrder
from shared.kernel.rejection import Rejected
from tests.unit.routing.orders import (
    ANSWER,
    APPROVE,
    CASE,
    CLOSE,
    CONTACT,
    DISPATCH,
    NOTE,
    NOTE_UNSURE,
    OPEN,
    SIGN,
    hour,
    later,
    moment,
    seeing,
)
from tests.unit.routing.test_speech import LONG_STORY
from tests.unit.routing.test_states import COMMANDS

STARTS = st.sampled_from([NOTE, NOTE_UNSURE])
REDO = Reopen(CASE, "", "redo", 0, None, moment())
FORWARD = (DISPATCH, SIGN, CONTACT, ANSWER, APPROVE, CLOSE, REDO)
ENDING = (Cancel, Withdraw)
ANYTHING = [command for command in (*COMMANDS, *LONG_STORY) if not isinstance(command, ENDING)]
PIECES = st.one_of(
    st.sampled_from([2, 5, 6, 7, 7]).map(lambda end: FORWARD[:end]),
    st.sampled_from(ANYTHING).map(lambda command: (command,)),
    st.sampled_from(COMMANDS).map(lambda command: (command,)),
)
WAITS = st.sampled_from([0, 0, 0, 1, 3, 5, 30])
TOLD = st.lists(st.tuples(PIECES, WAITS, st.integers(0, 5)), max_size=25).map(
    lambda pieces: [(command, wait, number) for piece, wait, number in pieces for command in piece]
)


def run(start: object, told: Sequence[tuple[object, int, int]], ticking: bool) -> list[Event]:
    """The events of the commands, each so many hours after the one before; contacts and asks are numbered."""
    events: list[Event] = []
    order: WorkOrder = work_order.initial
    hours = 0

    def said(command: Any) -> None:
        nonlocal order
        news = work_order.decide(command, order)
        events.extend(news)
        order = work_order.fold(news, order)

    for command, wait, number in [(start, 0, 0), (OPEN, 0, 0), *told]:
        for passed in range(wait if ticking else 0):
            said(LapseDuties(CASE, moment(hours=hours + passed)))
        hours += wait
        one = later(command, hours)
        if hasattr(one, "ask"):
            one = replace(one, ask=f"{type(one).__name__}-{number}")
        if hasattr(one, "contacted_at"):
            one = replace(one, contacted_at=hour(hours - number))
        if hasattr(one, "review_at"):
            one = replace(one, review_at=hour(hours + 10 * number + 1))
        with suppress(Rejected):
            said(seeing(one, order))
    said(LapseDuties(CASE, moment(hours=hours + 1000)))
    return events


@given(STARTS, TOLD)
def test_what_the_timer_did_changes_no_event_and_no_order(start: object, told: list[tuple[object, int, int]]) -> None:
    assert run(start, told, ticking=True) == run(start, told, ticking=False)


@given(STARTS, TOLD)
def test_the_promises_of_a_work_order_hold(start: object, told: list[tuple[object, int, int]]) -> None:
    events = run(start, told, ticking=False)
    order = work_order.fold(events)
    assert order.round <= 3
    assert order.duties == ()
    lapsed = Counter((one.round, one.duty, one.unit, one.due_at) for one in events if isinstance(one, Lapsed))
    assert set(lapsed.values()) <= {1}
    asked = Counter(one.ask for one in events if isinstance(one, AskAnswered))
    assert set(asked.values()) <= {1}
    assert [one.round for one in events if isinstance(one, Reopened)] == list(range(2, order.round + 1))


@given(STARTS, TOLD)
def test_every_closing_was_answered_and_approved_in_its_round(
    start: object, told: list[tuple[object, int, int]]
) -> None:
    events = run(start, told, ticking=False)
    for place, closed in enumerate(events):
        if isinstance(closed, Closed) and closed.contact == "followed":
            assert closed.leading or closed.common_need, "with whose answer?"
        elif isinstance(closed, Closed):
            before = [type(one) for one in events[:place] if one.round == closed.round]
            assert Answered in before
            assert Approved in before


@given(STARTS, TOLD)
def test_an_archived_order_only_comes_back_by_reopening(start: object, told: list[tuple[object, int, int]]) -> None:
    order = work_order.initial
    for event in run(start, told, ticking=False):
        was, order = order.state, work_order.evolve(order, event)
        if was is State.ARCHIVED and order.state is not State.ARCHIVED:
            assert isinstance(event, Reopened)
        assert (order.state is State.ARCHIVED) == bool(order.end), event
        assert not isinstance(event, Archived) or order.duties == ()
