"""What the ledger tells of its work when its metrics are read."""

from collections.abc import Iterable

from sqlalchemy import select

from shared.eventlog.schema import inbox
from shared.house.house import House
from shared.telemetry.gauges import KEPT, Reading


def kept(house: House) -> Iterable[Reading]:
    """How far the copy of each log is; one look at the index for each."""
    last = select(inbox.c.position).order_by(inbox.c.position.desc()).limit(1)
    with house.log.reading() as connection:
        positions: dict[tuple[str, ...], float] = {
            (name,): connection.scalar(last.where(inbox.c.source == name)) or 0 for name in house.world.services
        }
    yield Reading(KEPT, positions)
