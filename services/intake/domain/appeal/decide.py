"""An appeal's decider. A deed after a due time first says the lapse, so it never depends on what was running."""

from datetime import datetime
from functools import reduce
from typing import assert_never

from services.intake.domain.appeal import amending, asks, desk, history, merging, receive
from services.intake.domain.appeal.commands import (
    COMMANDS,
    Accept,
    AnswerAsk,
    AskCancel,
    AskRedo,
    Command,
    Decline,
    LapseDuties,
    Receive,
    RecordHistory,
    ReportCallback,
    Supplement,
    Urge,
    Withdraw,
)
from services.intake.domain.appeal.desk_commands import (
    AddFollower,
    AnswerAtOnce,
    Correct,
    DeskCommand,
    LeaveLeading,
    MarkUrgency,
    Merge,
    NoteOpened,
    Rate,
    RemoveFollower,
    Separate,
)
from services.intake.domain.appeal.events import EVENTS, AskLapsed, Event, Lapsed
from services.intake.domain.appeal.state import Appeal, Phase, Reply, evolve
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import case_number
from shared.kernel.rejection import Rejected


def decide(command: Command, appeal: Appeal) -> list[Event]:
    """What is said: lapses first, then the deed. A deed that says nothing leaves the lapses to the timer."""
    overdue = lapses(appeal, command.moment.at)
    if isinstance(command, LapseDuties):
        return overdue
    said = act(command, reduce(evolve, overdue, appeal))
    return [*overdue, *said] if said else []


def lapses(appeal: Appeal, at: datetime) -> list[Event]:
    """Duties and asks whose due time is past, oldest first. What is done at its due time is in time."""
    late: list[Lapsed | AskLapsed] = [Lapsed(d.duty, d.unit, d.due_at) for d in appeal.duties if d.due_at < at]
    waiting = [ask for ask in appeal.asks if ask.reply is Reply.OPEN and ask.due_at < at]
    late += [AskLapsed(ask.id, ask.kind, ask.due_at, ask.desk) for ask in waiting]
    return [*sorted(late, key=lambda lapse: lapse.due_at)]


def act(command: Command, appeal: Appeal) -> list[Event]:  # noqa: C901 — one arm per command
    if appeal.phase is Phase.UNKNOWN and not isinstance(command, Receive | RecordHistory):
        raise Rejected("appeal.unknown_number")
    match command:
        case Receive():
            return receive.receive(appeal, command)
        case RecordHistory():
            return history.record(appeal, command)
        case Accept():
            return desk.accept(appeal, command)
        case Decline():
            return desk.decline(appeal, command)
        case Supplement():
            return receive.supplement(appeal, command)
        case Withdraw():
            return desk.withdraw(appeal, command)
        case Urge():
            return asks.urge(appeal, command)
        case AskRedo():
            return asks.ask_redo(appeal, command)
        case AskCancel():
            return asks.ask_cancel(appeal, command)
        case ReportCallback():
            return asks.report_callback(appeal, command)
        case AnswerAsk():
            return asks.answer_ask(appeal, command)
        case LapseDuties():
            return []
        case _:
            return at_desk(command, appeal)


def at_desk(command: DeskCommand, appeal: Appeal) -> list[Event]:  # noqa: C901 — one arm per command
    match command:
        case AnswerAtOnce():
            return desk.answer_at_once(appeal, command)
        case Merge():
            return [*merging.merge(appeal, command)]
        case AddFollower():
            return [*merging.add_follower(appeal, command)]
        case Separate():
            return [*merging.separate(appeal, command)]
        case RemoveFollower():
            return [*merging.remove_follower(appeal, command)]
        case LeaveLeading():
            return [*merging.leave_leading(appeal, command)]
        case NoteOpened():
            return [*merging.note_opened(appeal, command)]
        case MarkUrgency():
            return [*amending.mark_urgency(appeal, command)]
        case Correct():
            return [*amending.correct(appeal, command)]
        case Rate():
            return [*amending.rate(appeal, command)]
        case _:
            assert_never(command)


def address(command: Command) -> Address:
    """The case number is given at the first receipt; later commands find it in the stream."""
    match command:
        case Receive():
            subject = case_number(command.stream, command.moment.at)
        case RecordHistory():
            subject = case_number(command.stream, command.asked_at or command.moment.at)
        case _:
            subject = ""
    return Address(command.stream, subject)


appeal: Decider[Command, Appeal, Event] = Decider(
    name="appeal",
    commands=COMMANDS,
    events=EVENTS,
    initial=Appeal(),
    decide=decide,
    evolve=evolve,
    address=address,
    compares=(("text", "text"), ("advice", "text"), ("reason", "text"), ("remark", "text"), ("value", "text")),
)
