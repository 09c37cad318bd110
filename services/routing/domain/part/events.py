"""What a supporting part says. `unit` is the supporting unit."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("part.assigned")
@dataclass(frozen=True, slots=True)
class Assigned:
    """`lead` is the unit that answers; `duties` are `sign` and `deliver`, from `assigned_at` on."""

    round: int
    unit: str
    lead: str
    task: Private | None
    assigned_at: datetime
    duties: tuple[Duty, ...]


@stored("part.signed")
@dataclass(frozen=True, slots=True)
class Signed:
    round: int
    unit: str


@stored("part.delivered")
@dataclass(frozen=True, slots=True)
class Delivered:
    """`by` is the account that wrote it."""

    round: int
    unit: str
    answer: Private
    by: str


@stored("part.excused")
@dataclass(frozen=True, slots=True)
class Excused:
    """The lead goes on without it."""

    round: int
    unit: str
    lead: str
    reason: Private


@stored("part.released")
@dataclass(frozen=True, slots=True)
class Released:
    """The order went back to the desk, or ended."""

    round: int
    unit: str


@stored("part.extension_requested")
@dataclass(frozen=True, slots=True)
class ExtensionRequested:
    round: int
    unit: str
    amount: int


@stored("part.extended")
@dataclass(frozen=True, slots=True)
class Extended:
    """`duties`: `deliver` with its new due time."""

    round: int
    unit: str
    duties: tuple[Duty, ...]


@stored("part.extension_refused")
@dataclass(frozen=True, slots=True)
class ExtensionRefused:
    round: int
    unit: str


@stored("part.extension_dropped")
@dataclass(frozen=True, slots=True)
class ExtensionDropped:
    """The part ended while its request waited."""

    round: int
    unit: str


@stored("part.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    round: int
    duty: str
    unit: str
    due_at: datetime

    @property
    def happened_at(self) -> datetime:
        """A duty lapses at its due time, whenever that is said."""
        return self.due_at


EVENTS = (
    Assigned,
    Signed,
    Delivered,
    Excused,
    Released,
    ExtensionRequested,
    Extended,
    ExtensionRefused,
    ExtensionDropped,
    Lapsed,
)
Event = (
    Assigned
    | Signed
    | Delivered
    | Excused
    | Released
    | ExtensionRequested
    | Extended
    | ExtensionRefused
    | ExtensionDropped
    | Lapsed
)
