"""Suspension (挂账): the unit's duties sleep and keep what is unspent; the desk has a date to look at it again."""

from collections.abc import Sequence
from datetime import datetime

from services.routing.domain.work_order.duties import DISPATCH_DESK
from services.routing.domain.work_order.events import Event, Kept, Resumed, Suspended
from services.routing.domain.work_order.guards import by_desk, in_state
from services.routing.domain.work_order.state import State, WorkOrder
from services.routing.domain.work_order.time_commands import Resume, Suspend
from shared.calendar import Measure, Remaining
from shared.kernel.duty import Duty
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key
from shared.rules.moment import Moment

LIMIT = "suspension"


def suspend(command: Suspend, order: WorkOrder) -> Sequence[Event]:
    """While the unit handles it; while suspended, for another review date. All suspensions of a case add up."""
    by_desk(command.moment, DISPATCH_DESK)
    in_state(order, State.SIGNED, State.SUSPENDED)
    if order.state is State.SUSPENDED and command.review_at == order.review_at:
        return []
    if not command.reason.value.strip():
        raise Rejected("work_order.no_reason")
    _within(command.review_at, order, command.moment)
    kept = order.kept or tuple(_kept(one, command.moment) for one in order.duties)
    reason = command.reason.under(case_key(command.case_no))
    begun = order.suspended_at or command.moment.at
    return [Suspended(order.round, order.unit, reason, begun, command.review_at, (_review(command),), kept)]


def _within(review_at: datetime, order: WorkOrder, moment: Moment) -> None:
    if review_at <= moment.at:
        raise Rejected("work_order.review_in_past")
    begun = order.suspended_at or moment.at
    if review_at > moment.rules.calendar.due(begun, moment.rules.limits[LIMIT].span) - order.suspended_before:
        raise Rejected("work_order.suspended_too_long", most=moment.rules.limits[LIMIT].span.amount)


def _review(command: Suspend) -> Duty:
    desk = command.moment.rules.desks[DISPATCH_DESK]
    return Duty("review", desk, command.review_at, LIMIT, command.moment.rules.fingerprint)


def _kept(duty: Duty, moment: Moment) -> Kept:
    rules = moment.rules
    measure = rules.limits[duty.limit].span.measure if duty.limit in rules.limits else Measure.MINUTES
    left = rules.calendar.left(duty.due_at, measure, moment.at)
    return Kept(duty.duty, duty.unit, duty.limit, left.amount, str(left.measure))


def resume(command: Resume, order: WorkOrder) -> Sequence[Event]:
    by_desk(command.moment, DISPATCH_DESK)
    if order.state is State.SIGNED and order.suspended_before:
        return []
    in_state(order, State.SUSPENDED)
    assert order.suspended_at is not None
    duties = tuple(_woken(one, order, command.moment) for one in order.kept)
    return [Resumed(order.round, order.unit, order.suspended_at, command.moment.at, duties)]


def _woken(kept: Kept, order: WorkOrder, moment: Moment) -> Duty:
    """With the time it had left; the source's own due time holds as long as it has not passed meanwhile."""
    due_at = moment.rules.calendar.resume(moment.at, Remaining(kept.amount, Measure(kept.measure)))
    source = order.asking.source_due_at if order.round == 1 and not order.source_agreed else None
    if kept.duty == "answer" and source is not None and source >= moment.at:
        due_at = min(due_at, source)
    return Duty(kept.duty, kept.unit, due_at, kept.limit, moment.rules.fingerprint)
