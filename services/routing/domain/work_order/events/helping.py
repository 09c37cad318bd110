"""Supporting units, drafts, and urgency marked by a person."""

from dataclasses import dataclass

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("work_order.supported")
@dataclass(frozen=True, slots=True)
class Supported:
    """`supporting`: the units that were added; each has a part of its own."""

    round: int
    unit: str
    supporting: tuple[str, ...]


@stored("work_order.parts_released")
@dataclass(frozen=True, slots=True)
class PartsReleased:
    """The order left the lead unit, or ended: nothing is asked of these units any more."""

    round: int
    unit: str
    supporting: tuple[str, ...]


@stored("work_order.drafted")
@dataclass(frozen=True, slots=True)
class Drafted:
    """An answer kept for later; only the unit sees it."""

    round: int
    unit: str
    internal: Private
    public: Private
    by: str


@stored("work_order.urgency_marked")
@dataclass(frozen=True, slots=True)
class UrgencyMarked:
    """`duties`: those whose due times a person moved with it; none when they stay as they are."""

    round: int
    unit: str
    urgent: bool
    reason: Private
    duties: tuple[Duty, ...]
