"""A meeting is convened, held with minutes and decisions, and each decision is tracked until it is done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from services.routing.domain.late import is_desk, is_system, overdue, written
from services.routing.domain.meeting.commands import (
    CancelMeeting,
    Command,
    Convene,
    FinishDecision,
    LapseMeeting,
    RecordMeeting,
)
from services.routing.domain.meeting.events import Cancelled, Convened, Decision, DecisionDone, Event, Held, Lapsed
from services.routing.domain.meeting.state import DECISION, RECORD, Meeting, Meetings, evolve
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key
from shared.rules.moment import Moment

KINDS = ("consultation", "special", "on_site")


def decide(command: Command, state: Meetings) -> Sequence[Event]:
    """The events of the command after the lapses that its time has passed; Rejected if it may not be."""
    late = sorted(_late(command.moment, state), key=lambda one: (one.due_at, one.number, one.decision))
    if isinstance(command, LapseMeeting):
        return late
    deeds: Sequence[Event] = DEEDS[type(command)](command, reduce(evolve, late, state))
    return [*late, *deeds] if deeds else []


def _late(moment: Moment, state: Meetings) -> Iterator[Lapsed]:
    for number, one in state.all.items():
        for duty in overdue(one.duties, moment.at):
            yield Lapsed(1, RECORD, duty.unit, duty.due_at, number)
        for decision, task in one.tasks.items():
            if not (task.done or task.lapsed) and task.due_at < moment.at:
                yield Lapsed(1, DECISION, task.unit, task.due_at, number, decision)


def convene(command: Convene, state: Meetings) -> Sequence[Event]:
    """Also one that was held already, to be recorded next."""
    moment = command.moment
    if command.kind not in KINDS:
        raise Rejected("meeting.unknown_kind", kind=command.kind)
    units = _units(command.units, moment)
    written(command.agenda, "meeting.no_agenda")
    duty = moment.rules.duty(RECORD, moment.by.unit, max(command.at, moment.at), RECORD)
    agenda = command.agenda.under(_key(command))
    number = len(state.all) + 1
    return [
        Convened(1, number, moment.by.unit, command.kind, command.at, command.place.strip(), units, agenda, (duty,))
    ]


def record(command: RecordMeeting, state: Meetings) -> Sequence[Event]:
    one = _known(command.number, state)
    if one.held:
        return []
    _convener(one, command.moment)
    _not_cancelled(one)
    present = _units(command.present, command.moment)
    written(command.minutes, "meeting.no_minutes")
    key = _key(command)
    decisions = []
    for number, decided in enumerate(command.decisions, 1):
        _units((decided.unit,), command.moment)
        written(decided.text, "meeting.no_decision")
        if decided.due_at <= command.moment.at:
            raise Rejected("meeting.due_in_past")
        decisions.append(Decision(number, decided.unit, decided.text.under(key), decided.due_at))
    return [Held(1, command.number, one.unit, one.kind, present, tuple(decisions), command.minutes.under(key))]


def finish(command: FinishDecision, state: Meetings) -> Sequence[Event]:
    task = _known(command.number, state).tasks.get(command.decision)
    if task is None:
        raise Rejected("meeting.unknown_decision")
    if command.moment.by.unit != task.unit and not is_desk(command.moment):
        raise Rejected("meeting.not_yours")
    if task.done:
        return []
    note = command.note.under(_key(command)) if command.note else None
    return [DecisionDone(1, command.number, command.decision, task.unit, note)]


def cancel(command: CancelMeeting, state: Meetings) -> Sequence[Event]:
    one = _known(command.number, state)
    if one.cancelled:
        return []
    _convener(one, command.moment)
    if one.held:
        raise Rejected("meeting.held")
    written(command.reason, "meeting.no_reason")
    assert one.at is not None
    reason = command.reason.under(_key(command))
    return [Cancelled(1, command.number, one.unit, one.kind, one.at, one.units, reason)]


def _key(command: Convene | RecordMeeting | FinishDecision | CancelMeeting) -> str:
    """That of the case; about a common need, the one its own words are under."""
    return case_key(command.case_no.rpartition("/")[2])


def _known(number: int, state: Meetings) -> Meeting:
    one = state.all.get(number)
    if one is None:
        raise Rejected("meeting.unknown")
    return one


def _convener(one: Meeting, moment: Moment) -> None:
    if moment.by.unit != one.unit and not is_desk(moment) and not is_system(moment.by):
        raise Rejected("meeting.not_the_convener")


def _not_cancelled(one: Meeting) -> None:
    if one.cancelled:
        raise Rejected("meeting.cancelled")


def _units(units: Sequence[str], moment: Moment) -> tuple[str, ...]:
    if not units:
        raise Rejected("meeting.no_units")
    for unit in units:
        if unit not in moment.rules.units:
            raise Rejected("meeting.unknown_unit", unit=unit)
    return tuple(dict.fromkeys(units))


DEEDS: Mapping[type, Callable[[Any, Meetings], Sequence[Event]]] = {
    Convene: convene,
    RecordMeeting: record,
    FinishDecision: finish,
    CancelMeeting: cancel,
}
