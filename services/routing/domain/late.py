"""What instructions, meetings, transfers and the like share: who may, and lapses of one shape."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from shared.kernel.actor import Actor
from shared.kernel.duty import Duty
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text
from shared.rules.moment import Moment

D = TypeVar("D", bound=Duty)


@dataclass(frozen=True, slots=True)
class LateDuty:
    """A lapse: `number` says of which instruction, meeting or transfer of the case."""

    round: int
    duty: str
    unit: str
    due_at: datetime
    number: int

    @property
    def happened_at(self) -> datetime:
        """A duty lapses at its due time, whenever that is said."""
        return self.due_at


def overdue(duties: Iterable[Duty], at: datetime) -> list[Duty]:
    """Those due before `at`, the earliest first. Done at the due time is done in time."""
    return sorted((one for one in duties if one.due_at < at), key=lambda one: (one.due_at, one.duty, one.unit))


def without(duties: Sequence[Duty], duty: str, unit: str) -> tuple[Duty, ...]:
    """The duties but that of this unit."""
    return tuple(one for one in duties if (one.duty, one.unit) != (duty, unit))


def is_system(by: Actor) -> bool:
    """Timers, reactions and imports act for everybody."""
    return by.account.startswith("system:")


def is_desk(moment: Moment, desk: str = "dispatch") -> bool:
    """Whether somebody of this desk's unit acts, or the system."""
    return is_system(moment.by) or moment.by.unit == moment.rules.desks[desk]


def written(text: Text | None, code: str) -> None:
    """Rejected with this code unless something was written."""
    if text is None or not text.value.strip():
        raise Rejected(code)
