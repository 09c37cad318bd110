"""What may be asked of the cards of a unit in a case. `case_no` is the subject: a case, or a commitment."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class NoteLapse:
    """`duty` of the unit lapsed at `due_at`; `which` tells several of one duty apart, as for reminders."""

    case_no: str
    moment: Moment
    unit: str
    round: int
    duty: str
    due_at: datetime
    which: str = ""


@dataclass(frozen=True, slots=True)
class NoteExtended:
    """The unit was granted its extension `number` of the round."""

    case_no: str
    moment: Moment
    unit: str
    round: int
    number: int


@dataclass(frozen=True, slots=True)
class NoteDissatisfied:
    """The asker was dissatisfied once more, with what the unit did in this round."""

    case_no: str
    moment: Moment
    unit: str
    round: int


@dataclass(frozen=True, slots=True)
class IssueCard:
    """What was called for is issued now. `letter` is the number of the letter that goes with it, or ""."""

    case_no: str
    moment: Moment
    unit: str
    ground: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Explain:
    """The unit says in writing how it came about."""

    case_no: str
    moment: Moment
    unit: str
    ground: str
    explanation: Text


@dataclass(frozen=True, slots=True)
class Accept:
    """Supervision takes the explanation; the card stays."""

    case_no: str
    moment: Moment
    unit: str
    ground: str
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A person takes the card back, with a reason."""

    case_no: str
    moment: Moment
    unit: str
    ground: str
    reason: Text


@dataclass(frozen=True, slots=True)
class LapseCards:
    """Say which explanations are overdue by now."""

    case_no: str
    moment: Moment
    unit: str


Note = NoteLapse | NoteExtended | NoteDissatisfied
Command = Note | IssueCard | Explain | Accept | Withdraw | LapseCards
COMMANDS = (NoteLapse, NoteExtended, NoteDissatisfied, IssueCard, Explain, Accept, Withdraw, LapseCards)
