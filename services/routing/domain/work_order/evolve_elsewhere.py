"""What becomes of an order that goes elsewhere, or others with it: merging, transfer, coordination, common needs."""

from dataclasses import replace

from services.routing.domain.work_order import events as said
from services.routing.domain.work_order.appeal import Asking, asking_of
from services.routing.domain.work_order.state import State, WorkOrder


def merged(order: WorkOrder, event: said.Merged) -> WorkOrder:
    """Nobody's order now: the leading one's unit answers."""
    return replace(
        order,
        state=State.MERGED,
        leading=event.leading,
        link=event.link,
        unit="",
        return_by=None,
        duties=(),
        asleep=(),
        put_by=(),
        public=None,
        asking=Asking(**asking_of(order.noted)) if order.noted else order.asking,
    )


def released(order: WorkOrder, _: said.Released) -> WorkOrder:
    """Intake's again, if it was not opened yet; else its end, or the dispatch desk, comes next."""
    return replace(order, leading="", link="", state=State.NOTED if order.noted else order.state)


def follower_added(order: WorkOrder, event: said.FollowerAdded) -> WorkOrder:
    return order if event.public is not None else replace(order, followers=(*order.followers, event.follower))


def follower_left(order: WorkOrder, event: said.FollowerLeft) -> WorkOrder:
    return replace(order, followers=tuple(one for one in order.followers if one != event.follower))


def followers_released(order: WorkOrder, event: said.FollowersReleased) -> WorkOrder:
    return replace(order, followers=tuple(one for one in order.followers if one not in event.followers))


def transferred(order: WorkOrder, event: said.Transferred) -> WorkOrder:
    """Inside the district `dispatched` comes next."""
    return replace(
        order,
        state=State.TRANSFERRED,
        unit=event.to,
        return_by=None,
        duties=event.duties,
        asleep=(),
    )


def coordinated(order: WorkOrder, event: said.Coordinated) -> WorkOrder:
    return replace(order, coordinated=order.coordinated | {event.kind})


def pooled(order: WorkOrder, event: said.Pooled) -> WorkOrder:
    """Nobody's order now: the common need's unit answers."""
    return replace(
        order, state=State.POOLED, common_need=event.common_need, unit="", return_by=None, duties=(), asleep=()
    )


def unpooled(order: WorkOrder, _: said.Unpooled) -> WorkOrder:
    return replace(order, common_need="")


def dropped(order: WorkOrder, event: said.Dropped) -> WorkOrder:
    return replace(order, over=event.why)
