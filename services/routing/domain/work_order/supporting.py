"""Supporting units: who helps the lead. The parts themselves are aggregates of their own."""

from collections.abc import Iterable, Sequence

from services.routing.domain.work_order.events import Event, Supported
from services.routing.domain.work_order.guards import by_desk, in_state
from services.routing.domain.work_order.help_commands import Support
from services.routing.domain.work_order.state import State, WorkOrder
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment


def support(command: Support, order: WorkOrder) -> Sequence[Event]:
    """By the lead unit or the desk, until the answer is written; units that support already are left out."""
    if not order.unit or command.moment.by.unit != order.unit:
        by_desk(command.moment, "dispatch")
    in_state(order, State.DISPATCHED, State.SIGNED)
    supporters(order.unit, command.supporting, command.moment)
    news = tuple(unit for unit in dict.fromkeys(command.supporting) if unit not in order.supporting)
    return [Supported(order.round, order.unit, news)] if news else []


def supporters(lead: str, units: Iterable[str], moment: Moment) -> tuple[str, ...]:
    """The units, each once. Rejected `work_order.unknown_unit`, `.lead_supports`."""
    for unit in units:
        if unit not in moment.rules.units:
            raise Rejected("work_order.unknown_unit", unit=unit)
        if unit == lead:
            raise Rejected("work_order.lead_supports")
    return tuple(dict.fromkeys(units))
