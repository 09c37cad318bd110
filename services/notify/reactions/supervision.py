"""A unit is reminded of what it let lapse, and learns of cards, letters, commitments and what it has to explain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.notify.domain.recipient.commands import UNIT, Command
from services.notify.reactions.planning import tell
from services.notify.reactions.routing import Due
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment

RED = "red"
EXPLAIN = ("explain", "explanation")


@dataclass(frozen=True, slots=True)
class ReminderIssued:
    round: int
    duty: str
    unit: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class CardIssued:
    """`due_at` is when the lapsed duty was due; the duty to explain, where there is one, is among `duties`."""

    unit: str
    colour: str
    duty: str = ""
    round: int = 1
    due_at: datetime | None = None
    letter: str = ""
    duties: tuple[Due, ...] = ()

    @property
    def explain_by(self) -> datetime | None:
        return next((due.due_at for due in self.duties if due.duty in EXPLAIN), None)


@dataclass(frozen=True, slots=True)
class LetterIssued:
    unit: str
    number: str = ""
    reply_by: datetime | None = None
    round: int = 1


@dataclass(frozen=True, slots=True)
class CommitmentRegistered:
    unit: str
    due_at: datetime | None = None


def reminded(event: ReminderIssued, heard: Heard, moment: Moment) -> Sequence[Command]:
    values = {"unit": event.unit, "round": event.round, "duty": event.duty, "due_at": event.due_at}
    return (tell(heard, moment, UNIT, "unit.reminder", **values),)


def carded(event: CardIssued, heard: Heard, moment: Moment) -> Sequence[Command]:
    """A red card is told at once. A card that comes with a letter is told by both: they are two acts."""
    values = {"unit": event.unit, "round": event.round, "duty": event.duty, "kind": event.colour}
    card = tell(
        heard, moment, UNIT, "unit.card", **values, due_at=event.explain_by or event.due_at, urgent=event.colour == RED
    )
    if event.explain_by is None:
        return (card,)
    explain = {"part": "explain", "due_at": event.explain_by, "urgent": event.colour == RED}
    return card, tell(heard, moment, UNIT, "unit.explanation", **values, **explain)


def written(event: LetterIssued, heard: Heard, moment: Moment) -> Sequence[Command]:
    values = {"unit": event.unit, "round": event.round, "number": event.number, "due_at": event.reply_by}
    return (tell(heard, moment, UNIT, "unit.letter", **values),)


def committed(event: CommitmentRegistered, heard: Heard, moment: Moment) -> Sequence[Command]:
    return (tell(heard, moment, UNIT, "unit.commitment", unit=event.unit, due_at=event.due_at),)


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("supervision", "reminder.issued", ReminderIssued, reminded),
    Reaction("supervision", "card.issued", CardIssued, carded),
    Reaction("supervision", "letter.issued", LetterIssued, written),
    Reaction("supervision", "commitment.registered", CommitmentRegistered, committed),
)
