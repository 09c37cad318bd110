"""What a clue says: clear are only type, subject, times and actor."""

from dataclasses import dataclass

from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("clue.received")
@dataclass(frozen=True, slots=True)
class ClueReceived:
    content: Private
    matter: str


@stored("clue.registered")
@dataclass(frozen=True, slots=True)
class ClueRegistered:
    content: Private


@stored("clue.found")
@dataclass(frozen=True, slots=True)
class ClueFound:
    content: Private


@stored("clue.dismissed")
@dataclass(frozen=True, slots=True)
class ClueDismissed:
    reason: Private


@stored("clue.taken_up")
@dataclass(frozen=True, slots=True)
class ClueTakenUp:
    reason: Private


@stored("clue.joined")
@dataclass(frozen=True, slots=True)
class ClueJoined:
    """`review`: the id of the review that it is part of."""

    review: Private


Event = ClueReceived | ClueRegistered | ClueFound | ClueDismissed | ClueTakenUp | ClueJoined
EVENTS = (ClueReceived, ClueRegistered, ClueFound, ClueDismissed, ClueTakenUp, ClueJoined)
