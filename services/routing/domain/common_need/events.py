"""What a common need says. `unit` is who must act, or acted."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("common_need.gathered")
@dataclass(frozen=True, slots=True)
class Gathered:
    """`level` is the item's; the dispatch desk sees to a leader (`lead_common_need`)."""

    round: int
    unit: str
    title: Private
    catalogue: str
    level: str
    members: tuple[str, ...]
    duties: tuple[Duty, ...]


@stored("common_need.joined")
@dataclass(frozen=True, slots=True)
class Joined:
    round: int
    unit: str
    members: tuple[str, ...]


@stored("common_need.left")
@dataclass(frozen=True, slots=True)
class Left:
    """`why`: "" by the desk, for the `reason` it wrote; else the end of the case, `merged` or `separated`, which nobody wrote
    a reason for."""

    round: int
    unit: str
    members: tuple[str, ...]
    reason: Private | None
    why: str = ""


@stored("common_need.led")
@dataclass(frozen=True, slots=True)
class Led:
    """`leader` is an account; the unit must answer (`answer_common_need`) by `due_at`."""

    round: int
    unit: str
    leader: str
    due_at: datetime
    duties: tuple[Duty, ...]


@stored("common_need.answered")
@dataclass(frozen=True, slots=True)
class Answered:
    """`by` is the account that wrote it; answered again, the later answer holds."""

    round: int
    unit: str
    public: Private
    resolved: bool
    by: str


@stored("common_need.closed")
@dataclass(frozen=True, slots=True)
class Closed:
    """Each of `members` is closed with this answer, by an entry of its own."""

    round: int
    unit: str
    members: tuple[str, ...]
    catalogue: str
    level: str
    public: Private
    resolved: bool


@stored("common_need.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    """`lead_common_need`, `answer_common_need`."""

    round: int
    duty: str
    unit: str
    due_at: datetime

    @property
    def happened_at(self) -> datetime:
        """A duty lapses at its due time, whenever that is said."""
        return self.due_at


Event = Gathered | Joined | Left | Led | Answered | Closed | Lapsed
EVENTS = (Gathered, Joined, Left, Led, Answered, Closed, Lapsed)
