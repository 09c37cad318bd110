"""What a meeting says. `unit` is who must act, or acted."""

from dataclasses import dataclass
from datetime import datetime

from services.routing.domain.late import LateDuty
from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("meeting.convened")
@dataclass(frozen=True, slots=True)
class Convened:
    """`unit` convenes and must record it (`record_meeting`); `place` is a public one."""

    round: int
    number: int
    unit: str
    kind: str
    at: datetime
    place: str
    units: tuple[str, ...]
    agenda: Private
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Numbered within the meeting, from 1."""

    number: int
    unit: str
    text: Private
    due_at: datetime


@stored("meeting.held")
@dataclass(frozen=True, slots=True)
class Held:
    round: int
    number: int
    unit: str
    kind: str
    present: tuple[str, ...]
    decisions: tuple[Decision, ...]
    minutes: Private


@stored("meeting.decision_done")
@dataclass(frozen=True, slots=True)
class DecisionDone:
    round: int
    number: int
    decision: int
    unit: str
    note: Private | None


@stored("meeting.cancelled")
@dataclass(frozen=True, slots=True)
class Cancelled:
    """`kind`, `at` and `units` as it was convened."""

    round: int
    number: int
    unit: str
    kind: str
    at: datetime
    units: tuple[str, ...]
    reason: Private


@stored("meeting.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed(LateDuty):
    """`record_meeting`, or `decision`: then `decision` says which, else it is 0."""

    decision: int = 0


Event = Convened | Held | DecisionDone | Cancelled | Lapsed
EVENTS = (Convened, Held, DecisionDone, Cancelled, Lapsed)
