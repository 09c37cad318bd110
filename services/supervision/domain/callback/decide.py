"""A callback's decider. A deed after a due time first says the lapse."""

from functools import reduce
from typing import assert_never

from services.supervision.domain.callback import calling, planning, reopening, results, settling
from services.supervision.domain.callback.commands import (
    COMMANDS,
    AnswerReopen,
    ApproveFinal,
    Attempt,
    Command,
    DeclineFinal,
    DropCallback,
    LapseDuties,
    NoteReopened,
    NoteTerms,
    PlanCallback,
    Record,
    ReportBySource,
    SettleDissatisfied,
    SettleNotCalled,
)
from services.supervision.domain.callback.events import EVENTS, Event
from services.supervision.domain.callback.evolve import evolve
from services.supervision.domain.callback.lapses import lapses
from services.supervision.domain.callback.state import Callback
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def decide(command: Command, callback: Callback) -> list[Event]:
    """What is said: lapses first, then the deed. A deed that says nothing leaves the lapses to the timer."""
    overdue = lapses(callback, command.moment)
    if isinstance(command, LapseDuties):
        return overdue
    said = act(command, reduce(evolve, overdue, callback))
    return [*overdue, *said] if said else []


def act(command: Command, callback: Callback) -> list[Event]:  # noqa: C901 — one arm per command
    match command:
        case PlanCallback():
            return planning.plan(callback, command)
        case Attempt():
            return calling.attempt(callback, command)
        case Record():
            return calling.record(callback, command)
        case ReportBySource():
            return results.report(callback, command)
        case AnswerReopen():
            return reopening.answer(callback, command)
        case NoteReopened():
            return reopening.note_reopened(callback, command)
        case DropCallback():
            return reopening.drop(callback, command)
        case SettleDissatisfied():
            return settling.settle_dissatisfied(callback, command)
        case SettleNotCalled():
            return settling.settle_not_called(callback, command)
        case NoteTerms():
            return planning.note_terms(callback, command)
        case ApproveFinal():
            return settling.approve(callback, command)
        case DeclineFinal():
            return settling.decline(callback, command)
        case LapseDuties():
            return []
        case _:
            assert_never(command)


def address(command: Command) -> Address:
    return Address(stream_id("callback", command.case_no), command.case_no)


callback: Decider[Command, Callback, Event] = Decider(
    name="callback",
    commands=COMMANDS,
    events=EVENTS,
    initial=Callback(),
    decide=decide,
    evolve=evolve,
    address=address,
)
