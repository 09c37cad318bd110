"""Asks of other services, each answered once: accepted, or refused with a code.

Until the appeal is accepted, intake's own desk answers what the source urges or cancels. What still comes here then was
asked while the case followed another one.
"""

from collections.abc import Sequence

from services.routing.domain.work_order.asking_commands import Cancel, Reopen, Urge
from services.routing.domain.work_order.duties import DISPATCH_DESK
from services.routing.domain.work_order.events import (
    Archived,
    AskAnswered,
    Cancelled,
    Event,
    Reopened,
    Urged,
    UrgePassed,
)
from services.routing.domain.work_order.guards import REASON, by_desk
from services.routing.domain.work_order.merging import ending
from services.routing.domain.work_order.merging_commands import PassUrge
from services.routing.domain.work_order.reopening import reopened
from services.routing.domain.work_order.state import OPEN, State, WorkOrder
from shared.kernel.rejection import Rejected
from shared.kernel.text import Private, Text, case_key
from shared.rules.moment import Moment

CANCELLABLE = frozenset(
    {
        *(State.HELD, State.DISPATCHED, State.RETURNED, State.SIGNED, State.SUSPENDED),
        *(State.MERGED, State.TRANSFERRED, State.POOLED),
    }
)
KINDS = {"dissatisfied": "reopen", "redo": "redo"}
ENDED = {
    "withdrawn": "work_order.withdrawn",
    "cancelled": "work_order.cancelled",
    "transfer_confirmed": "work_order.elsewhere",
}


def urge(command: Urge, order: WorkOrder) -> Sequence[Event]:
    """Accepted while somebody has something to do. Of a case that follows another one, that one's unit is urged."""
    if command.ask in order.asks:
        return []
    if order.state is State.MERGED:
        passed = UrgePassed(order.round, command.ask, order.leading, command.text)
        return [AskAnswered(command.ask, "urge", True, "", order.round), passed]
    if order.state not in OPEN:
        return [_refusal(command.ask, "urge", REASON[order.state], order)]
    return [
        AskAnswered(command.ask, "urge", True, "", order.round),
        Urged(order.round, command.ask, _who(order, command.moment), command.text),
    ]


def _who(order: WorkOrder, moment: Moment) -> str:
    """Who has it: its unit, or the dispatch desk."""
    return order.unit or moment.rules.desks[DISPATCH_DESK]


def pass_urge(command: PassUrge, order: WorkOrder) -> Sequence[Event]:
    """From a case that follows this one, or on to the one that this follows; over, nobody is urged any more."""
    if command.ask in order.asks:
        return []
    if order.state is State.MERGED:
        return [UrgePassed(order.round, command.ask, order.leading, None)]
    return [Urged(order.round, command.ask, _who(order, command.moment), None)] if order.state in OPEN else []


def cancel(command: Cancel, order: WorkOrder) -> Sequence[Event]:
    """Accepted until the unit has answered."""
    if command.ask in order.asks:
        return []
    if order.state not in CANCELLABLE:
        return [_refusal(command.ask, "cancel", REASON[order.state], order)]
    return [
        AskAnswered(command.ask, "cancel", True, "", order.round),
        *ending(order, "cancelled"),
        Cancelled(order.round, command.ask, order.unit, command.reason),
        Archived(order.round, "cancelled", order.unit, order.pooled_in),
    ]


def reopen(command: Reopen, order: WorkOrder) -> Sequence[Event]:
    """As an ask of supervision or the source, or by a person at the desk of dispatch or supervision, who is told no."""
    if command.ask:
        return _reopen_asked(command, order)
    by_desk(command.moment, "dispatch", "supervision")
    code = _not_reopenable(command, order)
    if code:
        raise Rejected(code)
    if not isinstance(command.reason, Text) or not command.reason.value.strip():
        raise Rejected("work_order.no_reason")
    return [_reopened(command, order, command.reason.under(case_key(command.case_no)))]


def _reopen_asked(command: Reopen, order: WorkOrder) -> Sequence[Event]:
    if command.ask in order.asks:
        return []
    kind, code = KINDS[command.why], _not_reopenable(command, order)
    if code:
        return [_refusal(command.ask, kind, code, order)]
    answer = AskAnswered(command.ask, kind, True, "", order.round)
    return [answer, _reopened(command, order, command.reason)]


def _not_reopenable(command: Reopen, order: WorkOrder) -> str:
    if order.state not in (State.CLOSED, State.ARCHIVED):
        return REASON[order.state]
    if order.withdrawn or order.end in ENDED:
        return ENDED["withdrawn" if order.withdrawn else order.end]
    if command.round not in (0, order.round):
        return "work_order.other_round"
    return "work_order.rounds_used_up" if order.round >= command.moment.rules.numbers["rounds"] else ""


def _reopened(command: Reopen, order: WorkOrder, reason: Private | None) -> Reopened:
    return reopened(order, command.ask, command.why, reason, command.moment)


def _refusal(ask: str, kind: str, code: str, order: WorkOrder) -> AskAnswered:
    return AskAnswered(ask, kind, False, code, order.round)
