"""Transfers, and what leaders and meetings do for an order."""

from collections.abc import Sequence

from services.routing.domain.receiver import receiver
from services.routing.domain.work_order.dispatching import dispatched
from services.routing.domain.work_order.duties import desk_duty
from services.routing.domain.work_order.events import Archived, Coordinated, Event, Transferred
from services.routing.domain.work_order.guards import by_desk, in_state
from services.routing.domain.work_order.leading_commands import Attend, Coordinate, Instruct, SettleTransfer, Transfer
from services.routing.domain.work_order.merging import let_go
from services.routing.domain.work_order.opening import held
from services.routing.domain.work_order.state import IN_HAND, State, WorkOrder
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment


def transfer(command: Transfer, order: WorkOrder) -> Sequence[Event]:
    """Inside, the next unit is dispatched to with limits of its own; outside, followers are let go."""
    by_desk(command.moment, "dispatch")
    in_state(order, *IN_HAND)
    to = receiver(command.unit, command.body, command.name, command.moment.rules)
    if to.outside:
        return [_outside(order, to.name, command.moment), *let_go(order, "transferred")]
    if to.unit == order.unit:
        raise Rejected("work_order.transferred_to_itself")
    if not order.level:
        raise Rejected("work_order.not_classified")
    sent = dispatched(order, to.unit, "assigned", order.catalogue, order.level, "transfer", command.moment)
    return [Transferred(order.round, order.unit, to.unit, to.name, False, ()), sent]


def _outside(order: WorkOrder, name: str, moment: Moment) -> Transferred:
    duties = (desk_duty("confirm_transfer", order.asking.urgent, moment),)
    return Transferred(order.round, order.unit, "", name, True, duties)


def settle_transfer(command: SettleTransfer, order: WorkOrder) -> Sequence[Event]:
    """A transfer is over when the receiver has said so, never before."""
    by_desk(command.moment, "dispatch")
    if order.state is not State.TRANSFERRED:
        raise Rejected("work_order.not_transferred")
    if command.confirmed:
        return [Archived(order.round, "transfer_confirmed", order.unit)]
    return [held(order, "transfer_refused", (), command.moment)]


def instruct(command: Instruct, order: WorkOrder) -> Sequence[Event]:
    """What waits at the desk goes to the first addressee; a unit that has the order already keeps it."""
    in_state(order, *IN_HAND)
    if command.unit not in command.moment.rules.units:
        raise Rejected("work_order.unknown_unit", unit=command.unit)
    done = Coordinated(order.round, order.unit or command.unit, "instruction")
    if order.state is not State.HELD:
        return [done]
    if not order.level:
        raise Rejected("work_order.not_classified")
    sent = dispatched(order, command.unit, "instructed", order.catalogue, order.level, "instruction", command.moment)
    return [sent, done]


def coordinate(command: Coordinate, order: WorkOrder) -> Sequence[Event]:
    """Whatever became of the order meanwhile, the meeting took place: nothing is refused."""
    if order.state not in IN_HAND or command.kind in order.coordinated:
        return []
    return [Coordinated(order.round, order.unit, command.kind)]


def attend(_: Attend, order: WorkOrder) -> Sequence[Event]:
    """Rejected with the code of the order's state unless somebody is handling it."""
    in_state(order, *IN_HAND)
    return []
