"""More time, and time that stands still."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("work_order.extension_requested")
@dataclass(frozen=True, slots=True)
class ExtensionRequested:
    """`number` counts the requests of a round; `amount` is in the measure of the limit `extension`."""

    round: int
    unit: str
    number: int
    amount: int


@stored("work_order.extended")
@dataclass(frozen=True, slots=True)
class Extended:
    """`duties`: `answer` with its new due time, counted from the old one."""

    round: int
    unit: str
    number: int
    duties: tuple[Duty, ...]
    source_agreed: bool


@stored("work_order.extension_refused")
@dataclass(frozen=True, slots=True)
class ExtensionRefused:
    round: int
    unit: str
    number: int


@stored("work_order.extension_dropped")
@dataclass(frozen=True, slots=True)
class ExtensionDropped:
    """The unit is not handling it any more: nobody needs to settle the request."""

    round: int
    unit: str
    number: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A duty that sleeps: `amount` of `measure` is unspent, as `shared.calendar.Remaining`."""

    duty: str
    unit: str
    limit: str
    amount: int
    measure: str


@stored("work_order.suspended")
@dataclass(frozen=True, slots=True)
class Suspended:
    """`duties`: the desk's `review`, due at `review_at`; `kept`: the unit's, asleep. Said again for another review;
    `suspended_at` is when it began."""

    round: int
    unit: str
    reason: Private
    suspended_at: datetime
    review_at: datetime
    duties: tuple[Duty, ...]
    kept: tuple[Kept, ...]


@stored("work_order.resumed")
@dataclass(frozen=True, slots=True)
class Resumed:
    """`suspended_at` is when the suspension began; `duties`: what slept, with new due times."""

    round: int
    unit: str
    suspended_at: datetime
    resumed_at: datetime
    duties: tuple[Duty, ...]
