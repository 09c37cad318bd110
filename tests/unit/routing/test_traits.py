"""What a case is like: axes, difficulty, frequency and urgency, said by a person; and what urgency does to due times."""

from dataclasses import replace
from typing import Any

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.commands import Classify, LapseDuties
from services.routing.domain.work_order.events import Classified, Dispatched
from services.routing.domain.work_order.state import State
from services.routing.domain.work_order.time_commands import MarkUrgent
from services.routing.domain.work_order.traits import Axes, Traits
from shared.kernel.text import Text
from tests.unit.routing import orders
from tests.unit.routing.orders import CASE, DESK, DISPATCH, OFFICER, hour, later, moment, refusal, then, to

HELD = to(State.HELD)
WHOLE = Traits(Axes("whole", "common", "policy", "new"), "hard", True, False)
CLASSIFY = Classify(CASE, "loan", "", moment(DESK), WHOLE)
MARK = MarkUrgent(CASE, True, Text("影响生产"), False, moment(DESK))


def only(command: Any, events: Any) -> Any:
    (event,) = then(events, command)
    return event


def test_a_person_classifies_on_four_axes_with_difficulty_and_frequency() -> None:
    event = only(CLASSIFY, HELD)
    assert (event.axes, event.difficulty, event.frequent, event.urgent) == (WHOLE.axes, "hard", True, False)


def test_what_is_not_said_again_stays() -> None:
    events = [*HELD, only(CLASSIFY, HELD)]
    event = only(replace(CLASSIFY, traits=Traits(Axes(scope="unit"))), events)
    assert (event.axes, event.difficulty, event.frequent) == (Axes("unit", "common", "policy", "new"), "hard", True)


def test_the_same_again_says_nothing() -> None:
    events = [*HELD, only(CLASSIFY, HELD)]
    assert then(events, CLASSIFY) == []
    assert then(events, replace(CLASSIFY, traits=Traits())) == []


def test_an_unknown_value_is_refused() -> None:
    assert refusal(replace(CLASSIFY, traits=Traits(Axes(time="often"))), HELD) == "work_order.unknown_axis"
    assert refusal(replace(CLASSIFY, traits=Traits(difficulty="huge")), HELD) == "work_order.unknown_difficulty"


def test_dispatched_as_urgent_it_has_the_urgent_limits() -> None:
    classified, sent = then(HELD, replace(DISPATCH, traits=Traits(urgent=True)))
    assert isinstance(classified, Classified)
    assert isinstance(sent, Dispatched)
    assert classified.urgent
    assert {one.duty: one.due_at for one in sent.duties}["answer"] == hour(24)


def test_an_entry_that_says_no_traits_takes_no_urgency_away() -> None:
    note = replace(orders.NOTE_UNSURE, appeal=replace(orders.APPEAL, urgent=True))
    old = Classified(1, "loan", "complex", "person", 100, ())
    assert work_order.fold([*orders.said(note, orders.OPEN), old]).asking.urgent


def test_marking_urgent_moves_no_due_time_by_itself() -> None:
    before = work_order.fold(to(State.SIGNED))
    event = only(MARK, to(State.SIGNED))
    assert event.duties == ()
    assert work_order.evolve(before, event).duties == before.duties
    assert work_order.evolve(before, event).asking.urgent


def test_a_person_may_move_the_running_due_times_with_it_and_only_forwards() -> None:
    event = only(later(replace(MARK, move=True), 6), to(State.SIGNED))
    assert {one.duty: one.due_at for one in event.duties} == {"answer": hour(30)}
    assert work_order.fold([*to(State.SIGNED), event]).answer_due == hour(30)


def test_what_is_moved_lapses_at_its_new_due_time() -> None:
    events = [*to(State.SIGNED), only(later(replace(MARK, move=True), 6), to(State.SIGNED))]
    late = then(events, LapseDuties(CASE, moment(hours=31)))
    assert [(one.duty, one.due_at) for one in late] == [("first_contact", hour(8)), ("answer", hour(30))]


def test_not_urgent_any_more_moves_nothing_back() -> None:
    events = [*to(State.SIGNED), only(later(replace(MARK, move=True), 6), to(State.SIGNED))]
    calm = only(later(replace(MARK, urgent=False, move=True), 7), events)
    assert calm.duties == ()
    assert work_order.fold([*events, calm]).answer_due == hour(30)


def test_marking_is_the_desk_s_with_a_reason_and_said_once() -> None:
    assert refusal(later(MARK, 0, OFFICER), to(State.SIGNED)) == "work_order.not_the_desk"
    assert refusal(replace(MARK, reason=Text("")), to(State.SIGNED)) == "work_order.no_reason"
    assert then(to(State.SIGNED), replace(MARK, urgent=False)) == []
