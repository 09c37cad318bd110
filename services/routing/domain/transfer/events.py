"""What a transfer says. `unit` is the dispatch desk's: it asks until the receiver confirms."""

from dataclasses import dataclass

from services.routing.domain.late import LateDuty
from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("transfer.made")
@dataclass(frozen=True, slots=True)
class Made:
    """`to` is a unit, or "" outside the district; inside, the new unit's signing is its confirmation, so that nobody
    has to ask and `duties` are none."""

    round: int
    number: int
    unit: str
    to: str
    to_name: str
    outside: bool
    reason: Private
    duties: tuple[Duty, ...]


@stored("transfer.chased")
@dataclass(frozen=True, slots=True)
class Chased:
    """`duties`: when to ask next."""

    round: int
    number: int
    unit: str
    note: Private
    duties: tuple[Duty, ...]


@stored("transfer.confirmed")
@dataclass(frozen=True, slots=True)
class Confirmed:
    """`to` is a unit or "", `to_name` who confirmed it; both "" in entries of old."""

    round: int
    number: int
    unit: str
    note: Private | None
    to: str = ""
    to_name: str = ""


@stored("transfer.refused")
@dataclass(frozen=True, slots=True)
class Refused:
    round: int
    number: int
    unit: str
    reason: Private


@stored("transfer.ended")
@dataclass(frozen=True, slots=True)
class Ended:
    """The case ended before the receiver said anything."""

    round: int
    number: int
    unit: str


@stored("transfer.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed(LateDuty):
    """`chase_transfer`: the receiver was not asked in time."""


Event = Made | Chased | Confirmed | Refused | Ended | Lapsed
EVENTS = (Made, Chased, Confirmed, Refused, Ended, Lapsed)
