"""More time for the answer: the order guards that there is time left and somebody to use it."""

from collections.abc import Sequence

from services.routing.domain.extending import extended
from services.routing.domain.work_order.events import Event, Extended, ExtensionRefused, ExtensionRequested
from services.routing.domain.work_order.guards import by_desk, by_unit, in_state
from services.routing.domain.work_order.state import State, WorkOrder
from services.routing.domain.work_order.time_commands import AskTime, SettleTime
from shared.kernel.rejection import Rejected


def ask_time(command: AskTime, order: WorkOrder) -> Sequence[Event]:
    """By the unit, before its answer is due; one request at a time."""
    by_unit(order, command.moment)
    in_state(order, State.SIGNED)
    if order.asked:
        raise Rejected("extension.pending")
    if not order.only("answer"):
        raise Rejected("extension.too_late")
    if command.due_at != order.answer_due:
        raise Rejected("extension.other_due_time")
    return [ExtensionRequested(order.round, order.unit, order.requests + 1, command.amount)]


def settle_time(command: SettleTime, order: WorkOrder) -> Sequence[Event]:
    """By the desk. Granted after the old due time lapsed, that lapse stays, and the answer is due again."""
    by_desk(command.moment, "dispatch")
    in_state(order, State.SIGNED)
    if not order.asked or order.answer_due is None:
        raise Rejected("extension.not_requested")
    if not command.granted:
        return [ExtensionRefused(order.round, order.unit, order.requests)]
    latest = order.asking.source_due_at if order.round == 1 and not command.source_agreed else None
    duty = extended("answer", order.unit, order.answer_due, order.asked, latest, command.moment)
    return [Extended(order.round, order.unit, order.requests, (duty,), command.source_agreed)]
