"""What a knowledge article says. All of it is clear: it is for publication."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.knowledge.content import Content
from shared.kernel.duty import Duty
from shared.kernel.stored import stored


@stored("knowledge.drafted")
@dataclass(frozen=True, slots=True)
class Drafted:
    content: Content


@stored("knowledge.published")
@dataclass(frozen=True, slots=True)
class Published:
    """`version` counts from 1; `duties`: when it must be looked at again (`review`)."""

    version: int
    content: Content
    duties: tuple[Duty, ...]


@stored("knowledge.reviewed")
@dataclass(frozen=True, slots=True)
class Reviewed:
    version: int
    duties: tuple[Duty, ...]


@stored("knowledge.retired")
@dataclass(frozen=True, slots=True)
class Retired:
    version: int
    reason: str


@stored("knowledge.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    """`round` is 1: an article has none."""

    round: int
    duty: str
    unit: str
    due_at: datetime

    @property
    def happened_at(self) -> datetime:
        return self.due_at


Event = Drafted | Published | Reviewed | Retired | Lapsed
EVENTS = (Drafted, Published, Reviewed, Retired, Lapsed)
