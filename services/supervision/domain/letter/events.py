"""What is said of letters. The words of people are closed under the key of the case."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private

BY_HAND = "by_hand"
"""The ground of a letter that a person wrote; the others' are those of cards, and `circulated`."""


@stored("letter.issued")
@dataclass(frozen=True, slots=True)
class Issued:
    """`title`, `text` and `duties` (the reply, `explain`) are of letters that a person wrote: those of rules have the
    words of their template, and are answered by explaining the card."""

    number: str
    kind: str
    unit: str
    ground: str
    round: int
    duty: str
    due_at: datetime | None
    reply_by: datetime | None
    title: Private | None = None
    text: Private | None = None
    duties: tuple[Duty, ...] = ()


@stored("letter.replied")
@dataclass(frozen=True, slots=True)
class Replied:
    """`letter` is its number, as in all that follows."""

    round: int
    unit: str
    letter: str
    reply: Private


@stored("letter.accepted")
@dataclass(frozen=True, slots=True)
class Accepted:
    round: int
    unit: str
    letter: str
    remark: Private | None


@stored("letter.withdrawn")
@dataclass(frozen=True, slots=True)
class Withdrawn:
    round: int
    unit: str
    letter: str
    reason: Private


@stored("letter.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    """The reply did not come by its time."""

    round: int
    duty: str
    unit: str
    due_at: datetime
    letter: str

    @property
    def happened_at(self) -> datetime:
        return self.due_at


Event = Issued | Replied | Accepted | Withdrawn | Lapsed
EVENTS = (Issued, Replied, Accepted, Withdrawn, Lapsed)
