"""What a work order says. `round` is 1, and one more for each reopening; see docs/events.md."""

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
from services.routing.domain.work_order.events.leading import Coordinated, Transferred
from services.routing.domain.work_order.events.merging import (
    Dropped,
    FollowerAdded,
    FollowerLeft,
    FollowersReleased,
    Merged,
    Released,
)
from services.routing.domain.work_order.events.opening import (
    Classified,
    Dispatched,
    Held,
    Noted,
    Opened,
)
from services.routing.domain.work_order.events.pooling import Pooled, Unpooled

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
)

__all__ = [
    "EVENTS",
    "Answered",
    "Approved",
    "Archived",
    "AskAnswered",
    "Cancelled",
    "Classified",
    "Closed",
    "Contacted",
    "Coordinated",
    "Dispatched",
    "Dropped",
    "Event",
    "FollowerAdded",
    "FollowerLeft",
    "FollowersReleased",
    "Held",
    "Lapsed",
    "Merged",
    "Noted",
    "Opened",
    "Pooled",
    "Progressed",
    "Released",
    "Reopened",
    "ReturnSettled",
    "Returned",
    "SentBack",
    "Signed",
    "Supplemented",
    "Transferred",
    "Unpooled",
    "Urged",
    "WithdrawalNoted",
]
