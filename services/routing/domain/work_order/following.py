"""What others did that the order must follow: words added, the appeal withdrawn, the callback settled."""

from collections.abc import Sequence

from services.routing.domain.work_order.asks import ENDED
from services.routing.domain.work_order.commands import Archive, Supplement, Withdraw
from services.routing.domain.work_order.events import Archived, Event, Supplemented, WithdrawalNoted
from services.routing.domain.work_order.guards import refused
from services.routing.domain.work_order.merging import drop, ending
from services.routing.domain.work_order.merging_commands import Drop
from services.routing.domain.work_order.state import OPEN, State, WorkOrder


def withdraw(command: Withdraw, order: WorkOrder) -> Sequence[Event]:
    """Ends an order that is not archived yet: nobody is called about it any more. Before opening it is intake's end."""
    if order.noted is not None:
        return drop(Drop(command.case_no, "withdrawn", command.moment), order)
    if order.state in (*OPEN, State.CLOSED, State.MERGED):
        return [*ending(order, "withdrawn"), Archived(order.round, "withdrawn", order.unit, order.pooled_in)]
    if order.state is State.ARCHIVED and not order.withdrawn and order.end not in ENDED:
        return [WithdrawalNoted(order.round, order.unit)]
    return []


def supplement(command: Supplement, order: WorkOrder) -> Sequence[Event]:
    """Kept whatever the state: nothing that was said is lost."""
    if order.state is State.UNKNOWN:
        refused(order)
    if command.number in order.supplements:
        return []
    return [Supplemented(order.round, command.number, order.unit, command.text, command.attachments)]


def archive(command: Archive, order: WorkOrder) -> Sequence[Event]:
    """Only the callback of the round that is closed archives the order."""
    if order.state is not State.CLOSED or command.round != order.round:
        return []
    return [Archived(order.round, command.end, order.unit)]
