"""What supervision tells of its work when its metrics are read. Never of complaints."""

from collections.abc import Iterable

from services.supervision.readmodels.callbacks.query import overdue_by_duty
from shared.house.house import House
from shared.telemetry.gauges import OVERDUE, Reading


def overdue(house: House) -> Iterable[Reading]:
    """Callbacks and rulings that are overdue at the supervision desk, by duty."""
    desk = house.rulebook.current.desks.get("supervision", "")
    with house.engine.connect() as connection:
        counted = overdue_by_duty(connection, house.clock())
    yield Reading(OVERDUE, {(desk, duty): number for duty, number in counted.items()})
