"""The next round of an order, one level higher and by the same unit."""

from services.routing.domain.work_order.duties import unit_duties
from services.routing.domain.work_order.events import Reopened
from services.routing.domain.work_order.state import WorkOrder
from shared.kernel.text import Private
from shared.rules.catalogue import LEVELS
from shared.rules.moment import Moment


def reopened(order: WorkOrder, ask: str, why: str, reason: Private | None, moment: Moment) -> Reopened:
    """It waits for signing again. `ask` is the ask that is answered so, or ""."""
    level = LEVELS[min(LEVELS.index(order.level) + 1, len(LEVELS) - 1)]
    return Reopened(
        round=order.round + 1,
        ask=ask,
        why=why,
        catalogue=order.catalogue,
        level=level,
        unit=order.unit,
        duties=unit_duties(order, order.unit, order.catalogue, level, moment, latest=None),
        reason=reason,
    )
