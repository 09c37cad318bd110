"""Urgent or not, said by the dispatch desk after the appeal was received: no due time moves unless it says so."""

from collections.abc import Sequence
from dataclasses import replace

from services.routing.domain.work_order.duties import DISPATCH_DESK
from services.routing.domain.work_order.events import Event, UrgencyMarked
from services.routing.domain.work_order.guards import by_desk, is_system, refused
from services.routing.domain.work_order.state import OPEN, State, WorkOrder
from services.routing.domain.work_order.time_commands import MarkUrgent
from shared.kernel.duty import Duty
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text, case_key

MARKED = OPEN | {State.NOTED, State.MERGED}
"""What is not opened yet, or follows another case, may come to a unit later."""


def mark_urgent(command: MarkUrgent, order: WorkOrder) -> Sequence[Event]:
    by_desk(command.moment, DISPATCH_DESK)
    if is_system(command.moment.by) and order.state in (State.CLOSED, State.ARCHIVED):
        return []  # intake does not know yet that it is over
    if order.state not in MARKED:
        refused(order)
    reason = command.reason
    if isinstance(reason, Text) and not reason.value.strip():
        raise Rejected("work_order.no_reason")
    if command.urgent == order.asking.urgent and not command.move:
        return []
    moved = tuple(_moved(one, command, order) for one in order.duties) if command.urgent and command.move else ()
    news = tuple(duty for duty in moved if duty not in order.duties)
    reason = reason.under(case_key(command.case_no)) if isinstance(reason, Text) else reason
    return [UrgencyMarked(order.round, order.unit, command.urgent, reason, news)]


def _moved(duty: Duty, command: MarkUrgent, order: WorkOrder) -> Duty:
    """Due by the limit of urgent cases from now on, if that is earlier; never later."""
    rules = command.moment.rules
    limit = rules.limit_for(duty.duty, True)
    if duty.duty == "answer":
        limit = rules.answer_limit(order.asking.kind, order.level, True, order.catalogue)
    if limit not in rules.limits:
        return duty
    sooner = rules.duty(duty.duty, duty.unit, command.moment.at, limit)
    return sooner if sooner.due_at < duty.due_at else replace(duty)
