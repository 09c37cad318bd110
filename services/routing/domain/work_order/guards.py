"""Who may, and when: refusals that many deeds share."""

from collections.abc import Mapping
from typing import NoReturn

from services.routing.domain.work_order.state import State, WorkOrder
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment

REASON: Mapping[State, str] = {
    State.UNKNOWN: "work_order.unknown",
    State.NOTED: "work_order.not_accepted",
    State.HELD: "work_order.not_dispatched",
    State.DISPATCHED: "work_order.not_signed",
    State.RETURNED: "work_order.in_return",
    State.SIGNED: "work_order.in_handling",
    State.SUSPENDED: "work_order.in_suspension",
    State.ANSWERED: "work_order.awaits_approval",
    State.APPROVED: "work_order.awaits_closing",
    State.CLOSED: "work_order.closed",
    State.ARCHIVED: "work_order.archived",
    State.MERGED: "work_order.merged",
    State.TRANSFERRED: "work_order.transferred",
    State.POOLED: "work_order.pooled",
}
"""Why a deed is not possible now: the state says it."""


def refused(order: WorkOrder) -> NoReturn:
    """Rejected with the code of the state the order is in."""
    raise Rejected(REASON[order.state])


def in_state(order: WorkOrder, *states: State) -> None:
    """Rejected with the code of the order's state unless it is one of these."""
    if order.state not in states:
        refused(order)


def is_system(by: Actor) -> bool:
    """Timers, reactions and imports act for everybody."""
    return by.account.startswith("system:")


def by_unit(order: WorkOrder, moment: Moment) -> None:
    """Rejected `work_order.not_yours` unless the order's unit acts (or there is none yet: the state refuses then)."""
    if order.unit and moment.by.unit != order.unit and not is_system(moment.by):
        raise Rejected("work_order.not_yours")


def by_desk(moment: Moment, *desks: str) -> None:
    """Rejected `work_order.not_the_desk` unless the unit of one of these desks acts."""
    if not is_system(moment.by) and moment.by.unit not in {moment.rules.desks[desk] for desk in desks}:
        raise Rejected("work_order.not_the_desk")
