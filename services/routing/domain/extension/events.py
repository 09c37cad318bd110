"""What an extension says. `unit` is whose clock it is; `number` counts the requests of a round."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("extension.requested")
@dataclass(frozen=True, slots=True)
class Requested:
    """`due_at` is what it counts from; `amount` is in `measure`."""

    round: int
    unit: str
    number: int
    amount: int
    measure: str
    due_at: datetime
    reason: Private
    duties: tuple[Duty, ...]


@stored("extension.granted")
@dataclass(frozen=True, slots=True)
class Granted:
    """The new due time stands in `work_order.extended` or `part.extended`."""

    round: int
    unit: str
    number: int
    amount: int
    measure: str
    source_agreed: bool
    reason: Private | None


@stored("extension.refused")
@dataclass(frozen=True, slots=True)
class Refused:
    round: int
    unit: str
    number: int
    reason: Private


@stored("extension.dropped")
@dataclass(frozen=True, slots=True)
class Dropped:
    """Nobody settled it and nobody needs to any more."""

    round: int
    unit: str
    number: int


@stored("extension.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    """`unit` is the dispatch desk's, `by` the unit that asked: what it asked for keeps its due time."""

    round: int
    duty: str
    unit: str
    due_at: datetime
    by: str

    @property
    def happened_at(self) -> datetime:
        """It lapses at its due time, whenever that is said."""
        return self.due_at


Event = Requested | Granted | Refused | Dropped | Lapsed
EVENTS = (Requested, Granted, Refused, Dropped, Lapsed)
