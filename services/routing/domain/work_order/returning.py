"""A unit says that it is not its duty, and the dispatch desk settles that."""

from collections.abc import Sequence
from dataclasses import replace

from services.routing.domain.work_order.commands import Return, SettleReturn
from services.routing.domain.work_order.duties import desk_duty
from services.routing.domain.work_order.events import Event, Returned, ReturnSettled
from services.routing.domain.work_order.guards import by_desk, by_unit, in_state
from services.routing.domain.work_order.opening import held
from services.routing.domain.work_order.state import State, WorkOrder
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key

BASES = ("not_our_duty", "other_area", "other_lead", "unclear")
"""不属本单位职责、不在管辖区域、应由其他单位主办、诉求要素不全无法办理。"""

WAYS = ("consultation", "instruction")
"""会商、批示: how a second return is settled."""
REFUSALS = 2


def return_order(command: Return, order: WorkOrder) -> Sequence[Event]:
    """Within the time for it, with basis and reason. A reopened order cannot be returned, nor one whose returns were
    refused twice: the first-responsible unit keeps it."""
    by_unit(order, command.moment)
    if order.state is State.RETURNED:
        return []
    in_state(order, State.DISPATCHED, State.SIGNED)
    if command.basis not in BASES:
        raise Rejected("work_order.unknown_basis", basis=command.basis)
    if not command.reason.value.strip():
        raise Rejected("work_order.no_reason")
    if order.return_by is None or command.moment.at > order.return_by:
        raise Rejected("work_order.return_too_late" if order.return_by else "work_order.not_returnable")
    if order.returns_refused >= REFUSALS:
        raise Rejected("work_order.returns_used_up")
    reason = command.reason.under(case_key(command.case_no))
    duties = (desk_duty("settle_return", order.asking.urgent, command.moment),)
    return [Returned(order.round, order.unit, command.basis, reason, duties)]


def settle(command: SettleReturn, order: WorkOrder) -> Sequence[Event]:
    """Accepted: held for the desk again. Refused: the unit keeps it and the due times it had, whatever this took.

    The second return of a case is settled by consultation or instruction, so that nobody passes it on for ever.
    """
    by_desk(command.moment, "dispatch")
    in_state(order, State.RETURNED)
    if command.how not in ("", *WAYS):
        raise Rejected("work_order.unknown_way", how=command.how)
    if order.returns > 1 and not command.how:
        raise Rejected("work_order.second_return")
    reason = command.reason.under(case_key(command.case_no)) if command.reason else None
    settled = ReturnSettled(order.round, order.unit, command.accepted, reason, command.how)
    if not command.accepted:
        return [settled]
    return [settled, held(replace(order, unit=""), "returned", (), command.moment)]
