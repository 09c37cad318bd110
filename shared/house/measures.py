"""What a house tells when its metrics are read. The first part asks nobody; the others ask the database, little each."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Engine, func, select

from shared.bus.parking import parked
from shared.eventlog.engine import is_away
from shared.eventlog.pool import CountedPool
from shared.eventlog.schema import progress
from shared.eventlog.unit import Unavailable
from shared.eventlog.verified import last_verified
from shared.telemetry import gauges
from shared.telemetry.gauges import Reading, one
from shared.telemetry.scrape import Part, Scrape

if TYPE_CHECKING:
    from shared.house.house import House


def scrape_of(house: "House") -> Scrape:
    """How the metrics of this house are read."""
    own = {measure.__name__: partial(measure, house) for measure in house.spec.measures}
    ours: Mapping[str, Part] = {
        "process": partial(process, house),
        "outbox": partial(outbox, house),
        "parking": partial(parking, house),
        "verification": partial(verification, house),
    }
    return Scrape(house.name, {**ours, **own}, lambda error: isinstance(error, Unavailable) or is_away(error))


def process(house: "House") -> Iterable[Reading]:
    """What is in memory: readiness, the committer's queue, messages in hand, pools."""
    yield one(gauges.READY, house.ready)
    yield one(gauges.QUEUE, house.log.waiting)
    yield one(gauges.IN_HAND, sum(source.in_hand for source in house.sources))
    yield one(gauges.IN_HAND_OLDEST, max((source.oldest_in_hand for source in house.sources), default=0))
    for name, engine in house.engines.items():
        yield from pool(name, engine)


def pool(name: str, engine: Engine) -> Iterable[Reading]:
    """A pool of fixed size, as on PostgreSQL; SQLite's connections have nothing to run out of."""
    if isinstance(engine.pool, CountedPool):
        yield Reading(gauges.POOL, {(name,): engine.pool.checkedout()})
        yield Reading(gauges.POOL_LIMIT, {(name,): engine.pool.size()})
        yield Reading(gauges.POOL_WAITING, {(name,): engine.pool.waiting()})


def outbox(house: "House") -> Iterable[Reading]:
    """How far the log is, and what of it is not safe with everyone yet.

    Of several processes of a service one publishes; the others know the stored cursor, which may be a little behind.
    """
    head, relay = house.log.head().position, house.relay
    with house.log.reading() as connection:
        stored = connection.scalar(select(progress.c.position).where(progress.c.name == "relay")) or 0
    cursor = min(max(relay.cursor.position, stored), head)
    oldest = house.log.tail(cursor, 1) if cursor < head else []
    yield one(gauges.HEAD, head)
    yield one(gauges.PENDING, head - cursor)
    yield one(gauges.OLDEST, max(((house.clock() - entry.recorded_at).total_seconds() for entry in oldest), default=0))
    yield one(gauges.LAG, max(head - max(relay.read_to, cursor), 0))
    yield one(gauges.UNCONFIRMED, relay.cursor.pending)


def parking(house: "House") -> Iterable[Reading]:
    """How much is parked, and since when."""
    with house.log.reading() as connection:
        count, since = connection.execute(select(func.count(), func.min(parked.c.parked_at))).one()
    yield one(gauges.PARKED, count)
    yield one(gauges.PARKED_OLDEST, (house.clock() - since).total_seconds() if since else 0)


def verification(house: "House") -> Iterable[Reading]:
    """What the last `huying log verify` found; nothing where there was none."""
    found = last_verified(house.log)
    if found is not None:
        yield one(gauges.VERIFIED_AT, found.at)
        yield one(gauges.FAULTS, found.faults)
