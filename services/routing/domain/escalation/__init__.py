"""Escalation (上报) of a case: a proposal to 区委 or 区政府, answered with a decision."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from services.routing.domain.escalation.events import EVENTS, Answered, Event, Lapsed, Proposed
from services.routing.domain.late import overdue, written
from shared.kernel.decider import Address, Decider
from shared.kernel.duty import Duty
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text, case_key
from shared.rules.moment import Moment

TO = ("party_committee", "government")
ANSWER = "answer_escalation"


@dataclass(frozen=True, slots=True)
class Propose:
    """By the head of the lead unit, or the dispatch desk; `to` is one of TO, `unit` the order's or the desk's."""

    case_no: str
    to: str
    proposal: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class AnswerEscalation:
    """By a leader: what 区委 or 区政府 decided; or by the desk that was told so."""

    case_no: str
    decision: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class LapseEscalation:
    case_no: str
    moment: Moment


Command = Propose | AnswerEscalation | LapseEscalation


@dataclass(frozen=True, slots=True)
class Escalations:
    """`number` is that of the latest, `waiting` whether it has no decision yet, `proposer` the unit that proposed."""

    number: int = 0
    waiting: bool = False
    duties: tuple[Duty, ...] = ()
    proposer: str = ""


def decide(command: Command, state: Escalations) -> Sequence[Event]:
    """The events of the command after the lapses that its time has passed; Rejected if it may not be."""
    late = [Lapsed(1, one.duty, one.unit, one.due_at, state.number) for one in overdue(state.duties, command.moment.at)]
    if isinstance(command, LapseEscalation):
        return late
    deeds: Sequence[Event] = DEEDS[type(command)](command, reduce(evolve, late, state))
    return [*late, *deeds] if deeds else []


def propose(command: Propose, state: Escalations) -> Sequence[Event]:
    if command.to not in TO:
        raise Rejected("escalation.unknown_receiver", to=command.to)
    written(command.proposal, "escalation.no_proposal")
    if state.waiting:
        raise Rejected("escalation.under_way")
    moment = command.moment
    duty = moment.rules.duty(ANSWER, moment.rules.desks["dispatch"], moment.at, ANSWER)
    proposal = command.proposal.under(case_key(command.case_no))
    return [Proposed(1, state.number + 1, moment.by.unit, command.to, proposal, (duty,))]


def answer(command: AnswerEscalation, state: Escalations) -> Sequence[Event]:
    if not state.waiting:
        raise Rejected("escalation.not_under_way")
    written(command.decision, "escalation.no_decision")
    decision = command.decision.under(case_key(command.case_no))
    by = command.moment.by
    return [Answered(1, state.number, by.unit, by.account, decision, state.proposer)]


DEEDS: Mapping[type, Callable[[Any, Escalations], Sequence[Event]]] = {Propose: propose, AnswerEscalation: answer}


def evolve(state: Escalations, event: Event) -> Escalations:
    """The escalations of the case after the event."""
    match event:
        case Proposed(number=number, duties=duties, unit=unit):
            return Escalations(number, True, duties, unit)
        case Lapsed():
            return Escalations(state.number, state.waiting, proposer=state.proposer)
        case _:
            return Escalations(state.number)


def stream_of(case_no: str) -> str:
    """The stream of a case's escalations."""
    return stream_id("escalation", case_no)


def address(command: Command) -> Address:
    return Address(stream_of(command.case_no), command.case_no)


escalation = Decider(
    name="escalation",
    commands=(*DEEDS, LapseEscalation),
    events=EVENTS,
    initial=Escalations(),
    decide=decide,
    evolve=evolve,
    address=address,
)
