"""What an appeal says when the desk does more than accept or decline, and when its asker rates the answer."""

from dataclasses import dataclass

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@dataclass(frozen=True, slots=True)
class Follower:
    """An appeal that was merged into this one: its case number, and its stream."""

    case_no: str
    stream: str


@stored("appeal.answered_at_once")
@dataclass(frozen=True, slots=True)
class AnsweredAtOnce:
    """`public` is what the asker is told (under the case's key); `by` the officer's account."""

    article: str
    version: int
    public: Private
    kind: str
    by: str


@stored("appeal.merged")
@dataclass(frozen=True, slots=True)
class Merged:
    """`link` names the streams of both; whoever ends the merge for us gives it back. Entries of old have none."""

    leading: str
    reason: Private
    link: str = ""


@stored("appeal.follower_added")
@dataclass(frozen=True, slots=True)
class FollowerAdded:
    """In the leading appeal. `stream` is the follower's."""

    follower: str
    stream: str


@stored("appeal.separated")
@dataclass(frozen=True, slots=True)
class Separated:
    """In the follower. `back_to` is the state it had before; received, it has its duty `accept` anew.

    `why`: `wrong` by a person, `leading_withdrawn` when the leading appeal was taken back, `leading_ended` when its
    order came to no answer otherwise: then routing has opened the follower's order, so it is accepted.
    """

    leading: str
    reason: Private | None
    why: str
    back_to: str
    duties: tuple[Duty, ...]


@stored("appeal.order_opened")
@dataclass(frozen=True, slots=True)
class OrderOpened:
    """In the follower: with the end of the case it follows routing opened its order, so it counts as accepted."""


@stored("appeal.follower_removed")
@dataclass(frozen=True, slots=True)
class FollowerRemoved:
    """In the leading appeal."""

    follower: str


@stored("appeal.urgency_marked")
@dataclass(frozen=True, slots=True)
class UrgencyMarked:
    """`duties`: the acceptance that is now due sooner, if it is."""

    urgent: bool
    reason: Private
    duties: tuple[Duty, ...]


@stored("appeal.corrected")
@dataclass(frozen=True, slots=True)
class Corrected:
    """`value` for private fields, `clear` for `kind` and `place`; `valid` only of a credit code."""

    field: str
    value: Private | None
    clear: str
    valid: bool | None
    reason: Private


@stored("appeal.rated")
@dataclass(frozen=True, slots=True)
class Rated:
    """By the asker's own link; it never replaces the callback."""

    round: int
    satisfied: bool
    remark: Private | None


DeskEvent = (
    AnsweredAtOnce
    | Merged
    | FollowerAdded
    | Separated
    | OrderOpened
    | FollowerRemoved
    | UrgencyMarked
    | Corrected
    | Rated
)
DESK_EVENTS = (
    AnsweredAtOnce,
    Merged,
    FollowerAdded,
    Separated,
    OrderOpened,
    FollowerRemoved,
    UrgencyMarked,
    Corrected,
    Rated,
)
