"""What a work order is told about time: extension, suspension, urgency."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Private, Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class AskTime:
    """The guard of `extension.AskExtension`: the unit handles it, and the answer is due at `due_at`, not yet past."""

    case_no: str
    amount: int
    due_at: datetime
    moment: Moment


@dataclass(frozen=True, slots=True)
class SettleTime:
    """The guard of `extension.SettleExtension`: granted, the answer has a new due time."""

    case_no: str
    granted: bool
    source_agreed: bool
    moment: Moment


@dataclass(frozen=True, slots=True)
class Suspend:
    """By the dispatch desk: the unit's duties sleep until it resumes. While suspended: another review date."""

    case_no: str
    reason: Text
    review_at: datetime
    moment: Moment


@dataclass(frozen=True, slots=True)
class Resume:
    """By the dispatch desk: what slept goes on with the time it had left."""

    case_no: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class MarkUrgent:
    """By the dispatch desk, or not urgent any more; `reason` is closed already where another service said it. `move`: running duties get the due times of urgent cases from now
    on where those are earlier; otherwise no due time moves."""

    case_no: str
    urgent: bool
    reason: Private
    move: bool
    moment: Moment


Command = AskTime | SettleTime | Suspend | Resume | MarkUrgent
