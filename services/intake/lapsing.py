"""Overdue acceptances: the read model finds candidates, the decider decides."""

from services.intake.domain.appeal.commands import LapseDuties
from services.intake.readmodels import appeals
from shared.eventlog.unit import Conflict, Unavailable
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.telemetry.logs import logger

TIMER = Actor("system:intake")


def lapse_overdue(house: House) -> int:
    """How many cases were looked at; one that cannot be done now is done at the next turn."""
    with house.engine.connect() as connection:
        rows = appeals.overdue(connection, house.clock())
    for row in rows:
        try:
            house.execute(LapseDuties(row["stream"], house.moment(TIMER)))
        except (Conflict, Unavailable) as later:
            logger("lapse").warning(
                "later", service=house.name, case=row["case_no"], why=str(later), next_step="next turn"
            )
    return len(rows)
