"""What a work order says. `round` is 1, and one more for each reopening; see docs/events.md."""

from services.routing.domain.work_order.events.correcting import AskerCorrected, Recomputed
from services.routing.domain.work_order.events.following import (
    Archived,
    AskAnswered,
    Cancelled,
    Lapsed,
    Reopened,
    Supplemented,
    Urged,
    WithdrawalNoted,
)
from services.routing.domain.work_order.events.handling import (
    Answered,
    Approved,
    Closed,
    Contacted,
    Progressed,
    Returned,
    ReturnSettled,
    SentBack,
    Signed,
)
from services.routing.domain.work_order.events.helping import Drafted, PartsReleased, Supported, UrgencyMarked
from services.routing.domain.work_order.events.leading import Coordinated, Transferred
from services.routing.domain.work_order.events.merging import (
    Dropped,
    FollowerAdded,
    FollowerLeft,
    FollowersReleased,
    Merged,
    Released,
    UrgePassed,
)
from services.routing.domain.work_order.events.opening import (
    Classified,
    Dispatched,
    Held,
    Noted,
    Opened,
)
from services.routing.domain.work_order.events.pooling import Pooled, Unpooled
from services.routing.domain.work_order.events.time import (
    Extended,
    ExtensionDropped,
    ExtensionRefused,
    ExtensionRequested,
    Kept,
    Resumed,
    Suspended,
)

Event = (
    Noted
    | Opened
    | Classified
    | Held
    | Dispatched
    | Signed
    | Returned
    | ReturnSettled
    | Contacted
    | Progressed
    | Answered
    | Approved
    | SentBack
    | Closed
    | Reopened
    | Urged
    | Cancelled
    | Supplemented
    | WithdrawalNoted
    | AskAnswered
    | Lapsed
    | Archived
    | ExtensionRequested
    | Extended
    | ExtensionRefused
    | ExtensionDropped
    | Suspended
    | Resumed
    | Supported
    | PartsReleased
    | Drafted
    | UrgencyMarked
    | Dropped
    | FollowerAdded
    | FollowerLeft
    | FollowersReleased
    | Merged
    | Released
    | Transferred
    | Coordinated
    | Pooled
    | Unpooled
    | AskerCorrected
    | Recomputed
    | UrgePassed
)

EVENTS = (
    Noted,
    Opened,
    Classified,
    Held,
    Dispatched,
    Signed,
    Returned,
    ReturnSettled,
    Contacted,
    Progressed,
    Answered,
    Approved,
    SentBack,
    Closed,
    Reopened,
    Urged,
    Cancelled,
    Supplemented,
    WithdrawalNoted,
    AskAnswered,
    Lapsed,
    Archived,
    ExtensionRequested,
    Extended,
    ExtensionRefused,
    ExtensionDropped,
    Suspended,
    Resumed,
    Supported,
    PartsReleased,
    Drafted,
    UrgencyMarked,
    Dropped,
    FollowerAdded,
    FollowerLeft,
    FollowersReleased,
    Merged,
    Released,
    Transferred,
    Coordinated,
    Pooled,
    Unpooled,
    AskerCorrected,
    Recomputed,
    UrgePassed,
)

__all__ = [
    "EVENTS",
    "Answered",
    "Approved",
    "Archived",
    "AskAnswered",
    "AskerCorrected",
    "Cancelled",
    "Classified",
    "Closed",
    "Contacted",
    "Coordinated",
    "Dispatched",
    "Drafted",
    "Dropped",
    "Event",
    "Extended",
    "ExtensionDropped",
    "ExtensionRefused",
    "ExtensionRequested",
    "FollowerAdded",
    "FollowerLeft",
    "FollowersReleased",
    "Held",
    "Kept",
    "Lapsed",
    "Merged",
    "Noted",
    "Opened",
    "PartsReleased",
    "Pooled",
    "Progressed",
    "Recomputed",
    "Released",
    "Reopened",
    "Resumed",
    "ReturnSettled",
    "Returned",
    "SentBack",
    "Signed",
    "Supplemented",
    "Supported",
    "Suspended",
    "Transferred",
    "Unpooled",
    "UrgePassed",
    "Urged",
    "UrgencyMarked",
    "WithdrawalNoted",
]
