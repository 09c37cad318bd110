"""Running due times by the rules now in force: no change of rules moves them, only a person does, with a reason."""

from collections.abc import Sequence
from datetime import datetime

from services.routing.domain.work_order.correcting_commands import Recompute
from services.routing.domain.work_order.duties import DISPATCH_DESK
from services.routing.domain.work_order.events import Event, Recomputed
from services.routing.domain.work_order.guards import by_desk, refused
from services.routing.domain.work_order.state import OPEN, WorkOrder
from shared.kernel.duty import Duty
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key
from shared.rules.moment import Moment

LIMITS = {"close": "approve"}
"""Duties whose limit has another name."""


def recompute(command: Recompute, order: WorkOrder) -> Sequence[Event]:
    """From when each duty began. What was extended, resumed or dated by a person is not in `begun` and stays."""
    by_desk(command.moment, DISPATCH_DESK)
    if order.state not in OPEN:
        refused(order)
    if not command.reason.value.strip():
        raise Rejected("work_order.no_reason")
    if dict(command.seen) != {one.duty: one.due_at for one in order.duties}:
        raise Rejected("work_order.other_duties")
    news = [(one, _again(one, order, command)) for one in order.duties if one.duty in command.begun]
    moved = [(old, new) for old, new in news if new.due_at != old.due_at]
    if not moved:
        raise Rejected("work_order.nothing_to_recompute")
    before, duties = (tuple(half) for half in zip(*moved, strict=True))
    return [Recomputed(order.round, order.unit, command.reason.under(case_key(command.case_no)), before, duties)]


def _again(duty: Duty, order: WorkOrder, command: Recompute) -> Duty:
    """Nobody is made late by it: what would be past already stays as it is."""
    new = _by_rules(duty, order, command.begun[duty.duty], command.moment)
    return new if new.due_at >= command.moment.at else duty


def _by_rules(duty: Duty, order: WorkOrder, begun: datetime, moment: Moment) -> Duty:
    rules, asking = moment.rules, order.asking
    if duty.duty == "answer":
        limit = rules.answer_limit(asking.kind, order.level, asking.urgent, order.catalogue)
        own = order.round > 1 or order.source_agreed
        return rules.duty(duty.duty, duty.unit, begun, limit, None if own else asking.source_due_at)
    limit = rules.limit_for(LIMITS.get(duty.duty, duty.duty), asking.urgent)
    return rules.duty(duty.duty, duty.unit, begun, limit) if limit in rules.limits else duty
