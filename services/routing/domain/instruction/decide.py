"""A leader's instruction is tracked until it is done: each addressee reports, then somebody says that it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from services.routing.domain.instruction.commands import Command, FinishInstruction, GiveInstruction, ReportInstruction
from services.routing.domain.instruction.commands import LapseInstruction as Lapse
from services.routing.domain.instruction.events import Done, Event, Given, Lapsed, Reported
from services.routing.domain.late import is_desk, is_system, overdue, without, written
from shared.kernel.duty import Duty
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key
from shared.rules.moment import Moment

REPORT = "report_instruction"


@dataclass(frozen=True, slots=True)
class Instruction:
    """One of them. `duties` run until each addressee has reported."""

    leader: str = ""
    addressees: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    reported: frozenset[str] = frozenset()
    done: bool = False


@dataclass(frozen=True, slots=True)
class Instructions:
    """All instructions of a case, by number from 1."""

    all: Mapping[int, Instruction] = field(default_factory=dict)


def decide(command: Command, state: Instructions) -> Sequence[Event]:
    """The events of the command after the lapses that its time has passed; Rejected if it may not be."""
    late = [
        Lapsed(1, duty.duty, duty.unit, duty.due_at, number)
        for number, one in state.all.items()
        for duty in overdue(one.duties, command.moment.at)
    ]
    if isinstance(command, Lapse):
        return late
    deeds: Sequence[Event] = DEEDS[type(command)](command, reduce(evolve, late, state))
    return [*late, *deeds] if deeds else []


def give(command: GiveInstruction, state: Instructions) -> Sequence[Event]:
    moment = command.moment
    addressees = tuple(dict.fromkeys(command.addressees))
    if not addressees:
        raise Rejected("instruction.no_addressee")
    for unit in addressees:
        if unit not in moment.rules.units:
            raise Rejected("instruction.unknown_unit", unit=unit)
    written(command.text, "instruction.no_text")
    if command.due_at is not None and command.due_at <= moment.at:
        raise Rejected("instruction.due_in_past")
    duties = tuple(_report(command, unit) for unit in addressees)
    text = command.text.under(case_key(command.case_no))
    number = len(state.all) + 1
    return [Given(1, number, addressees[0], moment.by.account, addressees, text, duties[0].due_at, duties)]


def _report(command: GiveInstruction, unit: str) -> Duty:
    """Due when the leader says, else by the limit."""
    duty = command.moment.rules.duty(REPORT, unit, command.moment.at, REPORT)
    return replace(duty, due_at=command.due_at, limit="") if command.due_at else duty


def report(command: ReportInstruction, state: Instructions) -> Sequence[Event]:
    """Again and again, as long as it is not done."""
    one, unit = _open(command.number, state), command.moment.by.unit
    if unit not in one.addressees:
        raise Rejected("instruction.not_yours")
    written(command.text, "instruction.no_text")
    return [Reported(1, command.number, unit, command.text.under(case_key(command.case_no)))]


def finish(command: FinishInstruction, state: Instructions) -> Sequence[Event]:
    one = _known(command.number, state)
    if one.done:
        return []
    if not _may_finish(one, command.moment):
        raise Rejected("instruction.not_the_leader")
    if one.addressees[0] not in one.reported:
        raise Rejected("instruction.not_reported")
    return [Done(1, command.number, one.addressees[0])]


def _may_finish(one: Instruction, moment: Moment) -> bool:
    return is_system(moment.by) or is_desk(moment) or moment.by.account == one.leader


def _known(number: int, state: Instructions) -> Instruction:
    one = state.all.get(number)
    if one is None:
        raise Rejected("instruction.unknown")
    return one


def _open(number: int, state: Instructions) -> Instruction:
    one = _known(number, state)
    if one.done:
        raise Rejected("instruction.done")
    return one


DEEDS: Mapping[type, Callable[[Any, Instructions], Sequence[Event]]] = {
    GiveInstruction: give,
    ReportInstruction: report,
    FinishInstruction: finish,
}


def evolve(state: Instructions, event: Event) -> Instructions:
    """The instructions of the case after the event."""
    if isinstance(event, Given):
        return Instructions({**state.all, event.number: Instruction(event.leader, event.addressees, event.duties)})
    return Instructions({**state.all, event.number: _changed(state.all.get(event.number, Instruction()), event)})


def _changed(one: Instruction, event: Reported | Done | Lapsed) -> Instruction:
    match event:
        case Reported(unit=unit):
            return replace(one, reported=one.reported | {unit}, duties=without(one.duties, REPORT, unit))
        case Lapsed(unit=unit):
            return replace(one, duties=without(one.duties, REPORT, unit))
        case _:
            return replace(one, done=True, duties=())
