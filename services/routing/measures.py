"""What routing tells of its work when its metrics are read."""

from collections import Counter
from collections.abc import Iterable

from services.routing.readmodels.extensions import query as extensions
from services.routing.readmodels.parts import query as parts
from services.routing.readmodels.work_orders.query import overdue_by_unit
from shared.house.house import House
from shared.telemetry.gauges import OVERDUE, Reading

AT_DESK = ("dispatch", "settle_return", "review", "confirm_transfer")
"""Duties of the dispatch desk, whichever unit has the order meanwhile."""


def overdue(house: House) -> Iterable[Reading]:
    """What is overdue, by the unit that must do it and the duty: in cases, their supporting parts and extensions."""
    desk = house.rulebook.current.desks.get("dispatch", "")
    counts: Counter[tuple[str, ...]] = Counter()
    for (unit, duty), number in overdue_by_unit(house.engine, house.clock()).items():
        counts[desk if duty in AT_DESK else unit, duty] += number
    for (unit, duty), number in parts.overdue_by_unit(house.engine, house.clock()).items():
        counts[unit, duty] += number
    if late := extensions.overdue(house.engine, house.clock()):
        counts[desk, "settle_extension"] += late
    yield Reading(OVERDUE, counts)
