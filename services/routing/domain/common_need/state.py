"""The state of a common need, and what each event makes of it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from services.routing.domain.common_need.events import Answered, Closed, Event, Gathered, Joined, Lapsed, Led, Left
from shared.kernel.duty import Duty
from shared.kernel.text import Private


class Phase(StrEnum):
    """Where it stands."""

    UNKNOWN = "unknown"
    GATHERED = "gathered"
    LED = "led"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CommonNeed:
    """`members` are case numbers; `public` the answer, once there is one."""

    phase: Phase = Phase.UNKNOWN
    catalogue: str = ""
    level: str = ""
    members: tuple[str, ...] = ()
    unit: str = ""
    leader: str = ""
    public: Private | None = None
    resolved: bool = False
    duties: tuple[Duty, ...] = ()


def evolve(need: CommonNeed, event: Event) -> CommonNeed:
    """The need after the event."""
    match event:
        case Gathered(catalogue=catalogue, level=level, members=members, duties=duties):
            return CommonNeed(Phase.GATHERED, catalogue, level, members, duties=duties)
        case Joined(members=members):
            return replace(need, members=(*need.members, *members))
        case Left(members=members):
            return replace(need, members=tuple(one for one in need.members if one not in members))
        case Led(unit=unit, leader=leader, duties=duties):
            return replace(need, phase=Phase.LED, unit=unit, leader=leader, duties=duties)
        case Answered(public=public, resolved=resolved):
            return replace(need, phase=Phase.ANSWERED, public=public, resolved=resolved, duties=())
        case Closed():
            return replace(need, phase=Phase.CLOSED, duties=())
        case Lapsed(duty=duty):
            return replace(need, duties=tuple(one for one in need.duties if one.duty != duty))
