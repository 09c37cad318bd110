"""Overdue callbacks, rulings and asks: the read model finds the cases, the decider decides."""

from services.supervision.domain.callback.commands import LapseDuties
from services.supervision.readmodels.callbacks.query import lapsing
from shared.eventlog.unit import Conflict, Unavailable
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.telemetry.logs import logger

TIMER = Actor("system:supervision")


def lapse_overdue(house: House) -> int:
    """How many cases were looked at; one that cannot be done now is done at the next turn."""
    if not house.ready:
        return 0
    with house.engine.connect() as connection:
        cases = lapsing(connection, house.clock())
    for case_no in cases:
        try:
            house.execute(LapseDuties(case_no, house.moment(TIMER)))
        except (Conflict, Unavailable) as later:
            logger("lapse").warning("later", service=house.name, case=case_no, why=str(later), next_step="next turn")
    return len(cases)
