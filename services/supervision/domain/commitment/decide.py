"""The decider of a commitment. A deed after its due time first says the lapse, once."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from services.supervision.domain.commitment.commands import (
    COMMANDS,
    KINDS,
    Command,
    ConfirmKept,
    LapseCommitment,
    Register,
    SendBack,
    ShowEvidence,
    Withdraw,
)
from services.supervision.domain.commitment.events import (
    EVENTS,
    Event,
    EvidenceShown,
    Kept,
    Lapsed,
    Registered,
    SentBack,
    Withdrawn,
)
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text, case_key

KEEP = "keep"


class Phase(StrEnum):
    """The values are the last part of the codes by which deeds are refused."""

    UNKNOWN = "unknown"
    OPEN = "no_evidence"
    SHOWN = "evidence_shown"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Commitment:
    """`key`: what its words are closed under. `lapsed`: its due time passed before it was kept, and that was said."""

    phase: Phase = Phase.UNKNOWN
    unit: str = ""
    key: str = ""
    due_at: datetime | None = None
    shown: int = 0
    lapsed: bool = False

    @property
    def open(self) -> bool:
        return self.phase in (Phase.OPEN, Phase.SHOWN)


def subject(commitment: str) -> str:
    return f"commitment/{commitment}"


def key_of(commitment: str, case_no: str) -> str:
    """Erased with the case it comes of, else by itself."""
    return case_key(case_no or commitment)


def decide(command: Command, commitment: Commitment) -> list[Event]:
    late = overdue(command, commitment)
    if isinstance(command, LapseCommitment):
        return late
    said = act(command, commitment)
    return [*late, *said] if said else []


def overdue(command: Command, commitment: Commitment) -> list[Event]:
    due_at = commitment.due_at
    if not commitment.open or commitment.lapsed or due_at is None or due_at >= command.moment.at:
        return []
    return [Lapsed(1, KEEP, commitment.unit, due_at)]


def act(command: Command, commitment: Commitment) -> list[Event]:
    match command:
        case Register():
            return register(command, commitment)
        case ShowEvidence():
            return show(command, commitment)
        case ConfirmKept():
            return confirm(command, commitment)
        case SendBack():
            return send_back(command, commitment)
        case Withdraw():
            return withdraw(command, commitment)
        case LapseCommitment():
            return []
        case _:
            assert_never(command)


def register(command: Register, commitment: Commitment) -> list[Event]:
    """For a time to come, with words, of a unit there is."""
    if commitment.phase is not Phase.UNKNOWN:
        return []
    if command.kind not in KINDS:
        raise Rejected("commitment.unknown_kind", kind=command.kind)
    if command.unit not in command.moment.rules.units:
        raise Rejected("commitment.unknown_unit", unit=command.unit)
    if command.due_at <= command.moment.at:
        raise Rejected("commitment.past")
    matter = worded(command.matter, "commitment.no_matter", key_of(command.commitment, command.case_no))
    return [Registered(command.unit, command.kind, command.case_no, matter, command.due_at)]


def worded(text: Text, code: str, key: str) -> Text:
    if not text.value.strip():
        raise Rejected(code)
    return text.under(key)


def standing(commitment: Commitment, *phases: Phase) -> None:
    if commitment.phase not in phases:
        raise Rejected(f"commitment.{commitment.phase}")


def show(command: ShowEvidence, commitment: Commitment) -> list[Event]:
    """By the unit that promised, as often as it has something to show."""
    standing(commitment, Phase.OPEN, Phase.SHOWN)
    if command.moment.by.unit != commitment.unit:
        raise Rejected("commitment.other_unit")
    evidence = worded(command.evidence, "commitment.no_words", commitment.key)
    return [EvidenceShown(commitment.shown + 1, commitment.unit, evidence)]


def confirm(command: ConfirmKept, commitment: Commitment) -> list[Event]:
    if commitment.phase is Phase.KEPT:
        return []
    standing(commitment, Phase.SHOWN)
    late = commitment.due_at is not None and commitment.due_at < command.moment.at
    remark = command.remark.under(commitment.key) if command.remark and command.remark.value.strip() else None
    return [Kept(commitment.unit, late, remark)]


def send_back(command: SendBack, commitment: Commitment) -> list[Event]:
    standing(commitment, Phase.SHOWN)
    return [SentBack(commitment.shown, commitment.unit, worded(command.reason, "commitment.no_words", commitment.key))]


def withdraw(command: Withdraw, commitment: Commitment) -> list[Event]:
    if commitment.phase is Phase.WITHDRAWN:
        return []
    standing(commitment, Phase.OPEN, Phase.SHOWN)
    return [Withdrawn(commitment.unit, worded(command.reason, "commitment.no_words", commitment.key))]


def evolve(commitment: Commitment, event: Event) -> Commitment:
    match event:
        case Registered():
            key = event.matter.key  # type: ignore[attr-defined]  # open or closed, it names its key
            return Commitment(Phase.OPEN, event.unit, key, event.due_at)
        case EvidenceShown():
            return replace(commitment, phase=Phase.SHOWN, shown=event.number)
        case SentBack():
            return replace(commitment, phase=Phase.OPEN)
        case Kept():
            return replace(commitment, phase=Phase.KEPT)
        case Withdrawn():
            return replace(commitment, phase=Phase.WITHDRAWN)
        case Lapsed():
            return replace(commitment, lapsed=True)
        case _:
            assert_never(event)


def address(command: Command) -> Address:
    return Address(stream_id("commitment", command.commitment), subject(command.commitment))


commitment: Decider[Command, Commitment, Event] = Decider(
    name="commitment",
    commands=COMMANDS,
    events=EVENTS,
    initial=Commitment(),
    decide=decide,
    evolve=evolve,
    address=address,
)
