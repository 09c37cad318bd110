"""From what intake received to the unit it is dispatched to."""

from dataclasses import dataclass
from datetime import datetime

from services.routing.domain.suggestion import Suggestion
from services.routing.domain.work_order.appeal import Appeal
from services.routing.domain.work_order.traits import UNSAID, Axes
from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("work_order.noted")
@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Appeal):
    """Received by intake, not yet accepted: what the order will be opened from."""

    round: int = 1
    suggestions: tuple[Suggestion, ...] = ()


@stored("work_order.opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Appeal):
    """`link`: intake's name for the merge, where intake had not accepted the appeal and learns by this that it counts as
    accepted; otherwise ""."""

    round: int = 1
    link: str = ""


@stored("work_order.classified")
@dataclass(frozen=True, slots=True)
class Classified:
    """`confidence` is 0-100; 100 by a person. Axes and difficulty are "" where nobody has said."""

    round: int
    catalogue: str
    level: str
    by: str
    confidence: int
    rules: tuple[str, ...]
    axes: Axes = UNSAID
    difficulty: str = ""
    frequent: bool = False
    urgent: bool = False


@stored("work_order.held")
@dataclass(frozen=True, slots=True)
class Held:
    """It waits for the dispatch desk: `unsure`, `no_match`, `outside`, `returned`, `separated`, `leader_ended` or
    `transfer_refused`."""

    round: int
    code: str
    suggestions: tuple[Suggestion, ...]
    duties: tuple[Duty, ...]


@stored("work_order.dispatched")
@dataclass(frozen=True, slots=True)
class Dispatched:
    """`return_by` is until when the unit may return it; `rules` are the hashes of units and catalogue used.

    `supporting` are the units that help it, each with a part of its own; `reason` why a unit that had returned the case
    has it again."""

    round: int
    unit: str
    form: str
    catalogue: str
    level: str
    by: str
    duties: tuple[Duty, ...]
    return_by: datetime
    rules: str
    supporting: tuple[str, ...] = ()
    reason: Private | None = None
