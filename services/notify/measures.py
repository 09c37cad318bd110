"""What notify tells of its work when its metrics are read."""

from collections.abc import Iterable

from services.notify.readmodels import deliveries
from shared.house.house import House
from shared.telemetry.gauges import WAITING, WAITING_OLDEST, Reading, one


def waiting(house: House) -> Iterable[Reading]:
    """How many messages wait, by channel, and how long the oldest has."""
    with house.engine.connect() as connection:
        found = deliveries.waiting(connection)
    yield Reading(WAITING, {(channel,): count for channel, (count, _) in found.items()})
    oldest = min((since for _, since in found.values()), default=None)
    yield one(WAITING_OLDEST, (house.clock() - oldest).total_seconds() if oldest else 0)
