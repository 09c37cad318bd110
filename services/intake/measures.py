"""What intake tells of its work when its metrics are read. Never of complaints."""

from collections.abc import Iterable

from services.intake.readmodels.feeds import last_messages
from services.intake.readmodels.waits import ACCEPT, overdue_counts
from shared.house.house import House
from shared.telemetry.gauges import FEED_LIMIT, FEED_SUCCESS, OVERDUE, Reading

HOUR = 3600


def overdue(house: House) -> Iterable[Reading]:
    """Acceptances and answers to asks that are overdue, by unit and duty; zero for the desk's acceptances."""
    desk = house.rulebook.current.desks.get("dispatch", "")
    with house.engine.connect() as connection:
        yield Reading(OVERDUE, dict([((desk, ACCEPT), 0), *overdue_counts(connection, house.clock()).items()]))


def feeds(house: House) -> Iterable[Reading]:
    """When each feed last delivered something new, and how long it may be silent."""
    known = house.rulebook.current.feeds
    yield Reading(FEED_LIMIT, {(source,): feed.silent_after * HOUR for source, feed in known.items()})
    with house.engine.connect() as connection:
        last = last_messages(connection)
    yield Reading(FEED_SUCCESS, {(source,): at.timestamp() for source, at in last.items()})
