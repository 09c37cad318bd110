"""What routing's other aggregates mean: parts, extensions, instructions, meetings, transfers, escalations, common needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.notify.domain.recipient.commands import ASKER, UNIT, Command
from services.notify.reactions.planning import tell
from services.notify.reactions.routing import CONFIRMED, Due, UnitDue, due_at
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class PartAssigned:
    unit: str
    round: int = 1
    due_at: datetime | None = None
    duties: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtensionSettled:
    unit: str
    round: int = 1
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class InstructionGiven:
    addressees: tuple[str, ...]
    round: int = 1
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MeetingConvened:
    units: tuple[str, ...]
    kind: str = ""
    at: datetime | None = None
    round: int = 1


@dataclass(frozen=True, slots=True)
class MeetingCancelled:
    units: tuple[str, ...] = ()
    kind: str = ""
    at: datetime | None = None
    round: int = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided, for one unit."""

    number: int
    unit: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    decisions: tuple[Decision, ...] = ()
    kind: str = ""
    round: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRefused:
    """`unit` is who must act now; where none is said it is the dispatch desk."""

    unit: str = ""
    round: int = 1


@dataclass(frozen=True, slots=True)
class TransferConfirmed:
    """`to` is a unit of the rules or "", `to_name` what people call it. Entries of old name nobody."""

    to: str = ""
    to_name: str = ""
    round: int = 1


@dataclass(frozen=True, slots=True)
class EscalationProposed:
    """`duties`: who sees to the decision, and until when."""

    unit: str = ""
    duties: tuple[UnitDue, ...] = ()
    round: int = 1


@dataclass(frozen=True, slots=True)
class EscalationAnswered:
    proposer: str = ""
    round: int = 1


@dataclass(frozen=True, slots=True)
class CommonNeedLed:
    unit: str = ""
    due_at: datetime | None = None
    duties: tuple[Due, ...] = ()


def assigned(event: PartAssigned, heard: Heard, moment: Moment) -> Sequence[Command]:
    due = event.due_at or due_at(event.duties, "part") or due_at(event.duties, "sign")
    values = {"unit": event.unit, "round": event.round, "duty": "part", "due_at": due}
    return (tell(heard, moment, UNIT, "unit.part_assigned", **values),)


def granted(event: ExtensionSettled, heard: Heard, moment: Moment) -> Sequence[Command]:
    values = {"unit": event.unit, "round": event.round, "due_at": event.due_at}
    return (tell(heard, moment, UNIT, "unit.extension_granted", **values),)


def refused(event: ExtensionSettled, heard: Heard, moment: Moment) -> Sequence[Command]:
    return (tell(heard, moment, UNIT, "unit.extension_refused", unit=event.unit, round=event.round),)


def instructed(event: InstructionGiven, heard: Heard, moment: Moment) -> Sequence[Command]:
    """A leader's instruction is told at once."""
    values = {"round": event.round, "duty": "instruction", "due_at": event.due_at, "urgent": True}
    return _to_each(event.addressees, "unit.instructed", heard, moment, values)


def convened(event: MeetingConvened, heard: Heard, moment: Moment) -> Sequence[Command]:
    values = {"round": event.round, "kind": event.kind, "at": event.at}
    return _to_each(event.units, "unit.meeting", heard, moment, values)


def cancelled(event: MeetingCancelled, heard: Heard, moment: Moment) -> Sequence[Command]:
    values = {"round": event.round, "kind": event.kind, "at": event.at}
    return _to_each(event.units, "unit.meeting_cancelled", heard, moment, values)


def held(event: MeetingHeld, heard: Heard, moment: Moment) -> Sequence[Command]:
    """Each decision is told to the unit that has to do it, with its own due time."""
    return [
        tell(
            heard,
            moment,
            UNIT,
            "unit.decision",
            part=f"{one.unit}/{one.number}",
            unit=one.unit,
            round=event.round,
            kind=event.kind,
            number=str(one.number),
            due_at=one.due_at,
        )
        for one in event.decisions
    ]


TAKEN = "asker.transfer_confirmed"


def not_taken(event: TransferRefused, heard: Heard, moment: Moment) -> Sequence[Command]:
    unit = event.unit or moment.rules.desks.get("dispatch", "")
    return (tell(heard, moment, UNIT, "unit.transfer_refused", unit=unit, round=event.round),) if unit else ()


def taken(event: TransferConfirmed, heard: Heard, moment: Moment) -> Sequence[Command]:
    """The asker learns who has it now for certain; where nobody is named, or the rules have no words for that, that it is
    over here. Its archiving, said with it, tells the asker nothing."""
    named = event.to or event.to_name
    if named and TAKEN in moment.rules.templates:
        return (tell(heard, moment, ASKER, TAKEN, unit=event.to, to_name=event.to_name, round=event.round),)
    return (tell(heard, moment, ASKER, "asker.archived", round=event.round, end=CONFIRMED),)


def proposed(event: EscalationProposed, heard: Heard, moment: Moment) -> Sequence[Command]:
    """The desk that sees to the decision, unless it proposed itself."""
    return [
        tell(
            heard,
            moment,
            UNIT,
            "unit.escalation",
            part=one.unit,
            unit=one.unit,
            round=event.round,
            duty=one.duty,
            due_at=one.due_at,
        )
        for one in event.duties
        if one.unit != event.unit
    ]


def decided(event: EscalationAnswered, heard: Heard, moment: Moment) -> Sequence[Command]:
    """Who proposed reads the decision in the system: no message has its words."""
    if not event.proposer:
        return ()
    return (tell(heard, moment, UNIT, "unit.escalation_answered", unit=event.proposer, round=event.round),)


def led(event: CommonNeedLed, heard: Heard, moment: Moment) -> Sequence[Command]:
    """The askers learn of it when their own cases are closed with its answer."""
    due = event.due_at or (event.duties[0].due_at if event.duties else None)
    number = heard.subject.rpartition("/")[2]
    values = {"unit": event.unit, "duty": "common_need", "due_at": due, "number": number}
    return (tell(heard, moment, UNIT, "unit.common_led", **values),) if event.unit else ()


def _to_each(
    units: Sequence[str], template: str, heard: Heard, moment: Moment, values: dict[str, Any]
) -> Sequence[Command]:
    """Each unit once, also where it is named twice."""
    return [tell(heard, moment, UNIT, template, part=unit, unit=unit, **values) for unit in dict.fromkeys(units)]


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("routing", "part.assigned", PartAssigned, assigned),
    Reaction("routing", "extension.granted", ExtensionSettled, granted),
    Reaction("routing", "extension.refused", ExtensionSettled, refused),
    Reaction("routing", "instruction.given", InstructionGiven, instructed),
    Reaction("routing", "meeting.convened", MeetingConvened, convened),
    Reaction("routing", "meeting.cancelled", MeetingCancelled, cancelled),
    Reaction("routing", "meeting.held", MeetingHeld, held),
    Reaction("routing", "transfer.refused", TransferRefused, not_taken),
    Reaction("routing", "transfer.confirmed", TransferConfirmed, taken),
    Reaction("routing", "escalation.proposed", EscalationProposed, proposed),
    Reaction("routing", "escalation.answered", EscalationAnswered, decided),
    Reaction("routing", "common_need.led", CommonNeedLed, led),
)
