"""Suspension: what is unspent is kept, the desk has a date, and all suspensions of a case add up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from services.routing.domain.work_order import events as said
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.commands import LapseDuties, Progress
from services.routing.domain.work_order.state import State
from services.routing.domain.work_order.time_commands import Resume, Suspend
from shared.calendar import Measure, Span
from shared.kernel.text import Text
from shared.rules.limits import Limit
from shared.rules.moment import Moment
from tests.unit.routing import orders
from tests.unit.routing.orders import CASE, DESK, OFFICER, RULES, SUSPEND, hour, later, moment, refusal, then, to

SIGNED = to(State.SIGNED)
SUSPENDED = to(State.SUSPENDED)
RESUME = Resume(CASE, moment(DESK))


def after(events: Any, *commands: Any) -> tuple[Any, ...]:
    """The events, with those that the commands lead to."""
    done = list(events)
    for command in commands:
        done += then(done, command)
    return tuple(done)


def due(events: Any) -> dict[str, datetime]:
    return {one.duty: one.due_at for one in work_order.fold(events).duties}


def test_the_unit_s_duties_sleep_and_the_desk_has_one() -> None:
    assert set(due(SIGNED)) == {"first_contact", "answer"}
    assert due(SUSPENDED) == {"review": hour(24)}
    assert work_order.fold(SUSPENDED).duties[0].unit == "government_data"


def test_what_sleeps_does_not_lapse_and_the_review_does() -> None:
    late = then(SUSPENDED, LapseDuties(CASE, moment(hours=100)))
    assert late == [said.Lapsed(1, "review", "government_data", hour(24))]


def test_resumed_the_duties_have_the_time_they_had_left() -> None:
    events = after(SIGNED, later(SUSPEND, 3), later(RESUME, 20))
    assert due(events) == {"first_contact": hour(8 + 17), "answer": hour(48 + 17)}


def test_resumed_at_once_nothing_has_moved() -> None:
    assert due(after(SUSPENDED, RESUME)) == due(SIGNED)


def test_working_days_are_kept_whole_over_a_suspension() -> None:
    """Suspended on Wednesday with two of five working days spent, resumed on Monday in the week after next."""
    week = Limit("answer_general", "答复", Span(5, Measure.WORKING_DAYS), "test")
    rules = replace(RULES, limits={**RULES.limits, "answer_general": week})
    story = [replace(one, moment=replace(one.moment, rules=rules)) for one in orders.TO_CLOSED[:3]]
    at = datetime(2026, 11, 26, 2, tzinfo=UTC)
    suspend = Suspend(CASE, Text("等批复"), at + timedelta(days=9), Moment(at, DESK, rules))
    resume = Resume(CASE, Moment(datetime(2026, 12, 7, 2, tzinfo=UTC), DESK, rules))
    signed = orders.said(*story)
    assert due(signed)["answer"].date().isoformat() == "2026-12-01"
    assert due(after(signed, suspend, resume))["answer"].date().isoformat() == "2026-12-10"


def test_the_source_s_own_due_time_still_holds_after_a_suspension() -> None:
    note = replace(orders.NOTE, appeal=replace(orders.APPEAL, source_due_at=hour(40)))
    signed = orders.said(note, orders.OPEN, orders.SIGN)
    assert due(after(signed, SUSPEND, later(RESUME, 10)))["answer"] == hour(40)
    assert due(after(signed, SUSPEND, later(RESUME, 41)))["answer"] == hour(81)


def test_another_review_date_keeps_what_sleeps() -> None:
    events = after(SUSPENDED, later(replace(SUSPEND, review_at=hour(60)), 24), later(RESUME, 50))
    assert due(events) == {"first_contact": hour(58), "answer": hour(98)}


def test_the_same_review_date_again_says_nothing() -> None:
    assert then(SUSPENDED, SUSPEND) == []


def test_all_suspensions_of_a_case_add_up_to_no_more_than_the_limit() -> None:
    assert refusal(replace(SUSPEND, review_at=hour(241)), SIGNED) == "work_order.suspended_too_long"
    resumed = after(SUSPENDED, later(RESUME, 20))
    assert refusal(later(replace(SUSPEND, review_at=hour(251)), 30), resumed) == "work_order.suspended_too_long"
    again = after(resumed, later(replace(SUSPEND, review_at=hour(250)), 30))
    assert work_order.fold(again).state is State.SUSPENDED


def test_a_later_review_cannot_stretch_it_beyond_the_limit() -> None:
    assert refusal(later(replace(SUSPEND, review_at=hour(241)), 20), SUSPENDED) == "work_order.suspended_too_long"


def test_suspending_needs_a_reason_and_a_date_to_come_and_is_the_desk_s() -> None:
    assert refusal(replace(SUSPEND, reason=Text(" ")), SIGNED) == "work_order.no_reason"
    assert refusal(replace(SUSPEND, review_at=hour(0)), SIGNED) == "work_order.review_in_past"
    assert refusal(later(SUSPEND, 0, OFFICER), SIGNED) == "work_order.not_the_desk"
    assert refusal(later(RESUME, 0, OFFICER), SUSPENDED) == "work_order.not_the_desk"


def test_the_unit_may_report_but_not_answer_while_suspended() -> None:
    progress = Progress(CASE, Text("批复已上报"), moment(OFFICER))
    assert [type(one) for one in then(SUSPENDED, progress)] == [said.Progressed]
    assert refusal(orders.ANSWER, SUSPENDED) == "work_order.in_suspension"


def test_what_had_lapsed_before_does_not_come_back() -> None:
    events = after(SIGNED, later(replace(SUSPEND, review_at=hour(30)), 10), later(RESUME, 20))
    assert due(events) == {"answer": hour(58)}
