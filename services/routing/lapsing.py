"""Saying in time what lapsed. The read model only finds the cases; `decide` decides."""

from services.routing.domain.work_order.commands import LapseDuties
from services.routing.readmodels.work_orders.query import lapsing
from shared.eventlog.unit import Conflict, Unavailable
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.telemetry.logs import logger

TIMER = Actor("system:routing")
MOST = 500


def lapse(house: House) -> int:
    """Say the lapses that are due by now, one case after another; how many cases. One case never stops the others."""
    if not house.ready:
        return 0
    return sum(_lapse(house, case_no) for case_no in lapsing(house.engine, house.clock(), MOST))


def _lapse(house: House, case_no: str) -> bool:
    try:
        return bool(house.execute(LapseDuties(case_no, house.moment(TIMER))))
    except (Rejected, Conflict, Unavailable) as trouble:
        logger("lapse").warning(
            "a lapse was not said",
            service=house.name,
            case=case_no,
            reason=repr(trouble),
            next_step="it is tried again at the next turn; any deed on the case says it too",
        )
        return False
