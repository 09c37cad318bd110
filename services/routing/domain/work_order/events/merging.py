"""What merging makes of an order: it follows another one, or others follow it."""

from dataclasses import dataclass

from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("work_order.merged")
@dataclass(frozen=True, slots=True)
class Merged:
    """It follows the order of the case `leading`; `unit` had it until now, or "". Its duties are gone. `link` is
    intake's name for the merge. `common_need` is the one it was part of until now, or ""; `followers` follow it there."""

    round: int
    unit: str
    leading: str
    link: str = ""
    common_need: str = ""
    followers: tuple[str, ...] = ()


@stored("work_order.released")
@dataclass(frozen=True, slots=True)
class Released:
    """It follows `leading` no more; `why`: `wrong`, `leading_withdrawn`, `merged_elsewhere`, or the end of a case.
    `link`: intake's name for the merge, given back where the leading order came to no answer; else "". `common_need` is the one
    it was part of with the leading one, or ""."""

    round: int
    unit: str
    leading: str
    why: str
    link: str = ""
    common_need: str = ""


@stored("work_order.urge_passed")
@dataclass(frozen=True, slots=True)
class UrgePassed:
    """It follows `leading`, whose unit is urged in its place; `text` is for who looks at this case."""

    round: int
    ask: str
    leading: str
    text: Private | None


@stored("work_order.follower_added")
@dataclass(frozen=True, slots=True)
class FollowerAdded:
    """The case `follower` follows this one. `public` is the answer it is closed with at once, if this one is closed
    already; `catalogue`, `level` and `resolved` go with it."""

    round: int
    unit: str
    follower: str
    catalogue: str = ""
    level: str = ""
    resolved: bool = False
    public: Private | None = None


@stored("work_order.follower_left")
@dataclass(frozen=True, slots=True)
class FollowerLeft:
    round: int
    unit: str
    follower: str


@stored("work_order.followers_released")
@dataclass(frozen=True, slots=True)
class FollowersReleased:
    """This order comes to no answer of ours, so its followers go back to the dispatch desk; `why`: `withdrawn`,
    `cancelled`, `transferred`, `declined`, `answered_at_once`, or `merged` (it follows another one itself)."""

    round: int
    unit: str
    why: str
    followers: tuple[str, ...]


@stored("work_order.dropped")
@dataclass(frozen=True, slots=True)
class Dropped:
    """The appeal ended in intake before the order was opened; `why`: `withdrawn`, `declined`, `answered_at_once`."""

    round: int
    unit: str
    why: str
