"""What a commitment says. Its words are under its own key, or under that of the case it comes of."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("commitment.registered")
@dataclass(frozen=True, slots=True)
class Registered:
    unit: str
    kind: str
    case_no: str
    matter: Private
    due_at: datetime


@stored("commitment.evidence_shown")
@dataclass(frozen=True, slots=True)
class EvidenceShown:
    number: int
    unit: str
    evidence: Private


@stored("commitment.sent_back")
@dataclass(frozen=True, slots=True)
class SentBack:
    number: int
    unit: str
    reason: Private


@stored("commitment.kept")
@dataclass(frozen=True, slots=True)
class Kept:
    """`late`: after its due time."""

    unit: str
    late: bool
    remark: Private | None


@stored("commitment.withdrawn")
@dataclass(frozen=True, slots=True)
class Withdrawn:
    unit: str
    reason: Private


@stored("commitment.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    round: int
    duty: str
    unit: str
    due_at: datetime

    @property
    def happened_at(self) -> datetime:
        return self.due_at


Event = Registered | EvidenceShown | SentBack | Kept | Withdrawn | Lapsed
EVENTS = (Registered, EvidenceShown, SentBack, Kept, Withdrawn, Lapsed)
