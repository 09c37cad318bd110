"""What may be asked of a letter. `case_no` is its subject, `number` is `<year>-<n>`."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Text
from shared.rules.moment import Moment

LETTER, CIRCULAR = "letter", "circular"


@dataclass(frozen=True, slots=True)
class IssueLetter:
    """By a rule. `kind` LETTER or CIRCULAR; `reply` the limit of the unit's reply, or ""."""

    case_no: str
    moment: Moment
    number: str
    kind: str
    unit: str
    ground: str
    round: int
    duty: str
    due_at: datetime | None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class WriteLetter:
    """By a person, about the case to a unit: its subject `title`, its words, and until when it must be answered."""

    case_no: str
    moment: Moment
    number: str
    unit: str
    title: Text
    text: Text
    reply_by: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """The unit answers in writing."""

    case_no: str
    moment: Moment
    number: str
    reply: Text


@dataclass(frozen=True, slots=True)
class AcceptReply:
    """Supervision takes the reply."""

    case_no: str
    moment: Moment
    number: str
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class WithdrawLetter:
    """A person takes the letter back, with a reason."""

    case_no: str
    moment: Moment
    number: str
    reason: Text


@dataclass(frozen=True, slots=True)
class LapseLetter:
    """Say that the reply is overdue by now."""

    case_no: str
    moment: Moment
    number: str


Command = IssueLetter | WriteLetter | Reply | AcceptReply | WithdrawLetter | LapseLetter
COMMANDS = (IssueLetter, WriteLetter, Reply, AcceptReply, WithdrawLetter, LapseLetter)
