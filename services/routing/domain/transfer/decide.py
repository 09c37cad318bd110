"""A transfer out of the district is followed until its receiver says yes or no."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from services.routing.domain.late import is_desk, overdue, written
from services.routing.domain.receiver import receiver
from services.routing.domain.transfer.commands import (
    ChaseTransfer,
    Command,
    ConfirmTransfer,
    EndTransfer,
    LapseTransfer,
    MakeTransfer,
    RefuseTransfer,
)
from services.routing.domain.transfer.events import Chased, Confirmed, Ended, Event, Lapsed, Made, Refused
from shared.kernel.duty import Duty
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key
from shared.rules.moment import Moment

CHASE = "chase_transfer"


@dataclass(frozen=True, slots=True)
class Transfers:
    """`number` is that of the latest; `waiting`: its receiver outside (`to`, `to_name`) has not said anything."""

    number: int = 0
    waiting: bool = False
    duties: tuple[Duty, ...] = ()
    to: str = ""
    to_name: str = ""


def decide(command: Command, state: Transfers) -> Sequence[Event]:
    """The events of the command after the lapses that its time has passed; Rejected if it may not be."""
    late = [Lapsed(1, one.duty, one.unit, one.due_at, state.number) for one in overdue(state.duties, command.moment.at)]
    if isinstance(command, LapseTransfer):
        return late
    deeds: Sequence[Event] = DEEDS[type(command)](command, reduce(evolve, late, state))
    return [*late, *deeds] if deeds else []


def make(command: MakeTransfer, state: Transfers) -> Sequence[Event]:
    _by_desk(command.moment)
    to = receiver(command.unit, command.body, command.name, command.moment.rules)
    written(command.reason, "transfer.no_reason")
    if state.waiting:
        raise Rejected("transfer.under_way")
    reason = command.reason.under(case_key(command.case_no))
    duties = (_chase(command.moment),) if to.outside else ()
    return [Made(1, state.number + 1, _desk(command.moment), to.unit, to.name, to.outside, reason, duties)]


def chase(command: ChaseTransfer, state: Transfers) -> Sequence[Event]:
    _waiting(command.moment, state)
    written(command.note, "transfer.no_note")
    note = command.note.under(case_key(command.case_no))
    return [Chased(1, state.number, _desk(command.moment), note, (_chase(command.moment),))]


def confirm(command: ConfirmTransfer, state: Transfers) -> Sequence[Event]:
    _waiting(command.moment, state)
    note = command.note.under(case_key(command.case_no)) if command.note else None
    return [Confirmed(1, state.number, _desk(command.moment), note, state.to, state.to_name)]


def refuse(command: RefuseTransfer, state: Transfers) -> Sequence[Event]:
    _waiting(command.moment, state)
    written(command.reason, "transfer.no_reason")
    return [Refused(1, state.number, _desk(command.moment), command.reason.under(case_key(command.case_no)))]


def end(command: EndTransfer, state: Transfers) -> Sequence[Event]:
    return [Ended(1, state.number, _desk(command.moment))] if state.waiting else []


def _waiting(moment: Moment, state: Transfers) -> None:
    _by_desk(moment)
    if not state.waiting:
        raise Rejected("transfer.not_under_way")


def _by_desk(moment: Moment) -> None:
    if not is_desk(moment):
        raise Rejected("transfer.not_the_desk")


def _desk(moment: Moment) -> str:
    return moment.rules.desks["dispatch"]


def _chase(moment: Moment) -> Duty:
    return moment.rules.duty(CHASE, _desk(moment), moment.at, CHASE)


DEEDS: Mapping[type, Callable[[Any, Transfers], Sequence[Event]]] = {
    MakeTransfer: make,
    ChaseTransfer: chase,
    ConfirmTransfer: confirm,
    RefuseTransfer: refuse,
    EndTransfer: end,
}


def evolve(state: Transfers, event: Event) -> Transfers:
    """The transfers of the case after the event."""
    match event:
        case Made(number=number, outside=outside, duties=duties):
            return Transfers(number, outside, duties, event.to, event.to_name)
        case Chased(duties=duties):
            return replace(state, duties=duties)
        case Lapsed():
            return replace(state, duties=())
        case _:
            return replace(state, waiting=False, duties=())
