"""An order whose case belongs to a common need: one at a time, and closed with its answer."""

from collections.abc import Sequence

from services.routing.domain.work_order.events import Event, Pooled, Unpooled
from services.routing.domain.work_order.guards import by_desk, in_state
from services.routing.domain.work_order.merging import closed_with
from services.routing.domain.work_order.opening import held
from services.routing.domain.work_order.pooling_commands import CloseMember, Pool, Unpool
from services.routing.domain.work_order.state import IN_HAND, State, WorkOrder
from shared.kernel.rejection import Rejected


def pool(command: Pool, order: WorkOrder) -> Sequence[Event]:
    """Before its own answer; from then on the need's unit answers."""
    by_desk(command.moment, "dispatch")
    if order.state is State.POOLED:
        if order.common_need == command.need:
            return []
        raise Rejected("work_order.in_other_need")
    in_state(order, *IN_HAND)
    return [Pooled(order.round, order.unit, command.need)]


def unpool(command: Unpool, order: WorkOrder) -> Sequence[Event]:
    by_desk(command.moment, "dispatch")
    if order.state is not State.POOLED or order.common_need != command.need:
        return []
    return [
        Unpooled(order.round, order.unit, command.need, order.followers),
        held(order, "left_need", (), command.moment),
    ]


def close_member(command: CloseMember, order: WorkOrder) -> Sequence[Event]:
    """With an entry of its own, its own asker and its own callback. What ended meanwhile keeps its own end."""
    if order.state is not State.POOLED or order.common_need != command.need:
        return []
    return [closed_with(order, command.answer, command.moment, common_need=command.need)]
