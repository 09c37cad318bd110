"""Who sets duties: each computes the due time of one, with this limit, from this moment on.

Another decider that sets a due time is another line of DUTIES, here or in `limited_beside`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from services.intake.domain.appeal.decide import appeal
from services.intake.domain.appeal.events import Received
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.asking_commands import Reopen
from services.routing.domain.work_order.commands import Dispatch, Open
from services.routing.domain.work_order.events import Dispatched, Held, Reopened
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.events import Planned
from shared.calendar import Span, WorkingCalendar
from shared.kernel.actor import Actor
from shared.kernel.duty import Duty
from shared.kernel.text import Text
from shared.rules.limits import Limit
from shared.rules.moment import Moment
from shared.rules.rules import Rules
from tests.unit import small_rules
from tests.unit.intake.domain import said as appeals
from tests.unit.routing import orders
from tests.unit.supervision import said as calls
from tests.unit.supervision.strict import STRICT

Due = Callable[[WorkingCalendar, Span, datetime], datetime]


def rules_of(calendar: WorkingCalendar, span: Span) -> Rules:
    """Every limit is this one."""
    codes = {*orders.RULES.limits, *STRICT.limits, "knowledge_review"}
    return replace(
        orders.RULES,
        calendar=calendar,
        feeds=small_rules.RULES.feeds,
        channels=small_rules.RULES.channels,
        limits={code: Limit(code, code, span, "test") for code in codes},
        hashes={**orders.RULES.hashes, **small_rules.RULES.hashes},
        numbers={**orders.RULES.numbers, **small_rules.RULES.numbers},
    )


def moment_of(calendar: WorkingCalendar, span: Span, start: datetime, by: Actor) -> Moment:
    return Moment(start, by, rules_of(calendar, span))


def due_of(duties: tuple[Duty, ...], name: str) -> datetime:
    return next(duty.due_at for duty in duties if duty.duty == name)


def opened(kind: type[Dispatched | Held], unsure: bool, duty: str) -> Due:
    """A duty that routing sets when an accepted appeal comes: for a unit, or for the desk where no rule was sure."""

    def due(calendar: WorkingCalendar, span: Span, start: datetime) -> datetime:
        moment = moment_of(calendar, span, start, orders.SYSTEM)
        note = replace(orders.NOTE_UNSURE if unsure else orders.NOTE, moment=moment)
        order = work_order.fold(work_order.decide(note, work_order.initial))
        events = work_order.decide(Open(orders.CASE, "投诉", moment), order)
        return due_of(next(event.duties for event in events if isinstance(event, kind)), duty)

    return due


def _dispatched(calendar: WorkingCalendar, span: Span, start: datetime) -> datetime:
    """The answer, when the desk dispatches."""
    command = Dispatch(
        orders.CASE, "housing", "heat", "assigned", "general", moment_of(calendar, span, start, orders.DESK)
    )
    order = work_order.fold(orders.said(orders.NOTE_UNSURE, orders.OPEN))
    return due_of(next(e.duties for e in work_order.decide(command, order) if isinstance(e, Dispatched)), "answer")


def _reopened(calendar: WorkingCalendar, span: Span, start: datetime) -> datetime:
    """The answer of the next round."""
    moment = moment_of(calendar, span, start, orders.DESK)
    order = work_order.fold(orders.said(*orders.TO_CLOSED))
    events = work_order.decide(Reopen(orders.CASE, "", "desk", 0, Text("又来反映"), moment), order)
    return due_of(next(event.duties for event in events if isinstance(event, Reopened)), "answer")


def _planned(calendar: WorkingCalendar, span: Span, start: datetime) -> datetime:
    """The callback, from the closing on."""
    command = replace(calls.plan(), moment=moment_of(calendar, span, start, orders.SYSTEM), closed_at=start)
    return due_of(
        next(e.duties for e in callback.decide(command, callback.initial) if isinstance(e, Planned)), "callback"
    )


def _received(calendar: WorkingCalendar, span: Span, start: datetime) -> datetime:
    """Accepting, from the receipt on."""
    command = appeals.receive(moment_of(calendar, span, start, orders.SYSTEM))
    return due_of(next(e.duties for e in appeal.decide(command, appeal.initial) if isinstance(e, Received)), "accept")


DUTIES: Mapping[str, Due] = {
    "sign": opened(Dispatched, unsure=False, duty="sign"),
    "first contact": opened(Dispatched, unsure=False, duty="first_contact"),
    "answer": opened(Dispatched, unsure=False, duty="answer"),
    "dispatch": opened(Held, unsure=True, duty="dispatch"),
    "answer, dispatched by the desk": _dispatched,
    "answer, reopened": _reopened,
    "callback": _planned,
    "accept": _received,
}
