"""Times: UTC with microseconds and `Z` when stored; Asia/Shanghai when a person or a feed says one without a zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def midnight(day: date) -> datetime:
    """When this day begins in Asia/Shanghai."""
    return datetime.combine(day, time(), SHANGHAI)


def last_minute(day: date) -> datetime:
    """23:59 of this day in Asia/Shanghai: what is due on a day is due then."""
    return datetime.combine(day, time(23, 59), SHANGHAI)


def stamp(moment: datetime) -> str:
    """`2026-11-24T01:43:00.000000Z`; ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a stored time needs a zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def unstamp(text: str) -> datetime:
    """The time that `stamp` wrote, or any RFC 3339 time; without a zone it is Asia/Shanghai. In UTC."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).astimezone(UTC)
