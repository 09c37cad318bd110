"""What is said of cards. The words of people are closed under the key of what the card is about."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("card.called_for")
@dataclass(frozen=True, slots=True)
class CalledFor:
    """By the rule `ground`; issued as soon as nothing of the case waits in the parking lot. `explain`: a limit or "".

    `which`: of several of one duty the number, as for reminders; "" where there is but one, and in entries of old.
    """

    round: int
    unit: str
    ground: str
    colour: str
    duty: str
    due_at: datetime | None
    letter: bool
    explain: str
    which: str = ""


@stored("card.issued")
@dataclass(frozen=True, slots=True)
class Issued:
    """`letter` is the number of a supervision letter or ""; `duties`: the explanation, where one is asked for."""

    round: int
    unit: str
    colour: str
    ground: str
    duty: str
    due_at: datetime | None
    letter: str
    duties: tuple[Duty, ...]


@stored("card.explained")
@dataclass(frozen=True, slots=True)
class Explained:
    round: int
    unit: str
    ground: str
    explanation: Private


@stored("card.accepted")
@dataclass(frozen=True, slots=True)
class Accepted:
    round: int
    unit: str
    ground: str
    remark: Private | None


@stored("card.withdrawn")
@dataclass(frozen=True, slots=True)
class Withdrawn:
    round: int
    unit: str
    ground: str
    colour: str
    reason: Private


@stored("card.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    """The explanation did not come by its time."""

    round: int
    duty: str
    unit: str
    due_at: datetime
    ground: str

    @property
    def happened_at(self) -> datetime:
        return self.due_at


Event = CalledFor | Issued | Explained | Accepted | Withdrawn | Lapsed
EVENTS = (CalledFor, Issued, Explained, Accepted, Withdrawn, Lapsed)
