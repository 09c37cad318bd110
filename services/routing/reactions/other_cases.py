"""Routing heard by itself: where one case's fact must become an entry of other cases.

The fact names the other cases; each of them gets an entry of its own, so that order per case holds and a crash between
two cases loses nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.routing.domain.common_need.commands import Lose
from services.routing.domain.transfer.commands import EndTransfer
from services.routing.domain.work_order.merging_commands import (
    AddFollower,
    CloseFollower,
    DropFollower,
    LeadingAnswer,
    PassUrge,
    Release,
)
from services.routing.domain.work_order.pooling_commands import CloseMember, Unpool
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Closed
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Merged:
    """`common_need` is the one it was part of, or ""."""

    leading: str
    common_need: str = ""
    followers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unpooled:
    common_need: str
    followers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Archived:
    """`common_need` is the one it was part of, or ""."""

    end: str
    common_need: str = ""


@dataclass(frozen=True, slots=True)
class Released:
    leading: str
    why: str
    common_need: str = ""


@dataclass(frozen=True, slots=True)
class FollowerAdded:
    """`public` is there when the leading case is closed already."""

    follower: str
    unit: str = ""
    catalogue: str = ""
    level: str = ""
    resolved: bool = False
    public: Closed | None = None


@dataclass(frozen=True, slots=True)
class OrderClosed:
    unit: str
    resolved: bool
    public: Closed
    catalogue: str = ""
    level: str = ""
    followers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowersReleased:
    why: str
    followers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UrgePassed:
    ask: str
    leading: str


@dataclass(frozen=True, slots=True)
class NeedLeft:
    """`why`: "" by the desk."""

    members: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class NeedClosed:
    unit: str
    resolved: bool
    public: Closed
    members: tuple[str, ...]
    catalogue: str = ""
    level: str = ""


TAKEN_BACK = ("withdrawn", "cancelled")


def merged(event: Merged, heard: Heard, moment: Moment) -> Sequence[AddFollower | EndTransfer | Lose]:
    """What was transferred and follows another case now waits for no receiver, and no common need answers it."""
    need, no = event.common_need, heard.subject
    members = (no, *event.followers) if need else ()
    lost = [Lose(need, member, "merged", moment, event.leading) for member in members]
    return [AddFollower(event.leading, no, moment), EndTransfer(no, moment), *lost]


def archived(event: Archived, heard: Heard, moment: Moment) -> Sequence[EndTransfer | Lose]:
    """Nobody asks the receiver about a case that was taken back, and no common need counts it any more."""
    if event.end not in TAKEN_BACK:
        return []
    lost = [Lose(event.common_need, heard.subject, event.end, moment)] if event.common_need else []
    return [EndTransfer(heard.subject, moment), *lost]


def released(event: Released, heard: Heard, moment: Moment) -> Sequence[DropFollower | Lose]:
    """It was a member by the case it followed, and is none by itself."""
    why = event.why if event.why in TAKEN_BACK else "separated"
    lost = [Lose(event.common_need, heard.subject, why, moment)] if event.common_need else []
    return [DropFollower(event.leading, heard.subject, moment), *lost]


def unpooled(event: Unpooled, heard: Heard, moment: Moment) -> Sequence[Lose]:  # noqa: ARG001
    """Those that were members by this case follow one that is none now."""
    return [Lose(event.common_need, follower, "merged", moment) for follower in event.followers]


def need_left(event: NeedLeft, heard: Heard, moment: Moment) -> Sequence[Unpool]:
    """Nobody is lost whom the desk took in again before this was heard: back at the desk, it is seen."""
    need = heard.subject.partition("/")[2]
    return [Unpool(member, need, moment) for member in event.members] if event.why else []


def follower_added(event: FollowerAdded, heard: Heard, moment: Moment) -> Sequence[CloseFollower]:
    """Too late to wait for the closing: it is closed with the answer there is."""
    if event.public is None:
        return []
    answer = LeadingAnswer(event.unit, event.catalogue, event.level, event.resolved, event.public)
    return [CloseFollower(event.follower, heard.subject, answer, moment)]


def closed(event: OrderClosed, heard: Heard, moment: Moment) -> Sequence[CloseFollower]:
    answer = LeadingAnswer(event.unit, event.catalogue, event.level, event.resolved, event.public)
    return [CloseFollower(follower, heard.subject, answer, moment) for follower in event.followers]


def need_closed(event: NeedClosed, heard: Heard, moment: Moment) -> Sequence[CloseMember]:
    """Every asker of a common need is answered by their own case."""
    answer = LeadingAnswer(event.unit, event.catalogue, event.level, event.resolved, event.public)
    need = heard.subject.partition("/")[2]
    return [CloseMember(member, need, answer, moment) for member in event.members]


def followers_released(event: FollowersReleased, heard: Heard, moment: Moment) -> Sequence[Release]:
    return [Release(follower, heard.subject, event.why, moment) for follower in event.followers]


def urge_passed(event: UrgePassed, heard: Heard, moment: Moment) -> Sequence[PassUrge]:
    return [PassUrge(event.leading, heard.subject, event.ask, moment)]


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("routing", "work_order.merged", Merged, merged),
    Reaction("routing", "work_order.archived", Archived, archived),
    Reaction("routing", "work_order.released", Released, released),
    Reaction("routing", "work_order.follower_added", FollowerAdded, follower_added),
    Reaction("routing", "work_order.closed", OrderClosed, closed),
    Reaction("routing", "work_order.urge_passed", UrgePassed, urge_passed),
    Reaction("routing", "work_order.unpooled", Unpooled, unpooled),
    Reaction("routing", "common_need.left", NeedLeft, need_left),
    Reaction("routing", "common_need.closed", NeedClosed, need_closed),
    Reaction("routing", "work_order.followers_released", FollowersReleased, followers_released),
)
