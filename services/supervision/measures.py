"""What supervision tells of its work when its metrics are read. Never of complaints."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from services.supervision.domain.warning.risks import counts
from services.supervision.domain.warning.surges import Surge
from services.supervision.looking import warnings_at
from services.supervision.readmodels.callbacks.query import overdue_by_duty
from shared.house.house import House
from shared.telemetry.gauges import OVERDUE, WARNING_CASES, WARNING_SURGES, Reading


def overdue(house: House) -> Iterable[Reading]:
    """Callbacks and rulings that are overdue at the supervision desk, by duty."""
    desk = house.rulebook.current.desks.get("supervision", "")
    with house.engine.connect() as connection:
        counted = overdue_by_duty(connection, house.clock())
    yield Reading(OVERDUE, {(desk, duty): number for duty, number in counted.items()})


FRESH = timedelta(minutes=5)
"""A scrape comes every few seconds; looking through all open cases that often would be work for nothing."""
_seen: WeakKeyDictionary[House, tuple[datetime, Sequence[Reading]]] = WeakKeyDictionary()


def warning(house: House) -> Iterable[Reading]:
    """Cases at risk and surges, by kind alone."""
    at, readings = _seen.get(house, (None, ()))
    now = house.clock()
    if at is None or not at <= now < at + FRESH:
        readings = _look(house, now)
        _seen[house] = now, readings
    return readings


def _look(house: House, now: datetime) -> Sequence[Reading]:
    found = warnings_at(house, now)
    surged = Counter(_what(one) for one in found.surges)
    return (
        Reading(WARNING_CASES, {(kind,): number for kind, number in counts(found.risks).items()}),
        Reading(WARNING_SURGES, {(kind,): surged[kind] for kind in ("catalogue", "place", "both")}),
    )


def _what(surge: Surge) -> str:
    if surge.catalogue and surge.place:
        return "both"
    return "catalogue" if surge.catalogue else "place"
