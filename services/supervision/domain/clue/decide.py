"""The decider of a clue: it comes once, whoever finds it again; a person dismisses it or makes it part of a review."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from services.supervision.domain.clue.commands import (
    COMMANDS,
    Command,
    DismissClue,
    FindClue,
    JoinReview,
    ReceiveClue,
    RegisterClue,
    TakeUpClue,
)
from services.supervision.domain.clue.events import (
    EVENTS,
    ClueDismissed,
    ClueFound,
    ClueJoined,
    ClueReceived,
    ClueRegistered,
    ClueTakenUp,
    Event,
)
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text, discipline_key


class Phase(StrEnum):
    """The values are the last part of the codes by which deeds are refused."""

    UNKNOWN = "unknown"
    OPEN = "open"
    DISMISSED = "dismissed"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Clue:
    phase: Phase = Phase.UNKNOWN


def decide(command: Command, clue: Clue) -> list[Event]:
    match command:
        case ReceiveClue() | RegisterClue() | FindClue():
            return begin(command, clue)
        case DismissClue():
            require(clue, Phase.OPEN)
            return [ClueDismissed(reason(command))]
        case TakeUpClue():
            require(clue, Phase.DISMISSED)
            return [ClueTakenUp(reason(command))]
        case JoinReview():
            require(clue, Phase.OPEN)
            return [ClueJoined(command.review.under(discipline_key(command.matter)))]
        case _:
            assert_never(command)


def begin(command: ReceiveClue | RegisterClue | FindClue, clue: Clue) -> list[Event]:
    """Known already: what was decided about it stands."""
    if clue.phase is not Phase.UNKNOWN:
        return []
    if isinstance(command, ReceiveClue):
        return [ClueReceived(command.content, command.matter)]
    if not command.content.value.strip():
        raise Rejected("clue.no_content")
    content = command.content.under(discipline_key(command.matter))
    return [ClueFound(content) if isinstance(command, FindClue) else ClueRegistered(content)]


def require(clue: Clue, phase: Phase) -> None:
    if clue.phase is not phase:
        raise Rejected(f"clue.{clue.phase}")


def reason(command: DismissClue | TakeUpClue) -> Text:
    if not command.reason.value.strip():
        raise Rejected("clue.no_reason")
    return command.reason.under(discipline_key(command.matter))


def evolve(clue: Clue, event: Event) -> Clue:  # noqa: ARG001 — the last event says it all
    match event:
        case ClueReceived() | ClueRegistered() | ClueFound() | ClueTakenUp():
            return Clue(Phase.OPEN)
        case ClueDismissed():
            return Clue(Phase.DISMISSED)
        case ClueJoined():
            return Clue(Phase.JOINED)
        case _:
            assert_never(event)


def subject(matter: str, *, complaint: bool = False) -> str:
    """Where its entries stand."""
    return f"{'complaint' if complaint else 'clue'}/{matter}"


def address(command: Command) -> Address:
    """A known stream keeps its subject, whatever this says."""
    about = subject(command.matter, complaint=isinstance(command, ReceiveClue))
    return Address(stream_id("clue", command.matter), about)


clue: Decider[Command, Clue, Event] = Decider(
    name="clue",
    commands=COMMANDS,
    events=EVENTS,
    initial=Clue(),
    decide=decide,
    evolve=evolve,
    address=address,
)
