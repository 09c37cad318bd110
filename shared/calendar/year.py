"""One year of working time, as sorted instants to search in: what makes a due time a matter of microseconds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from shared.calendar.hours import Periods

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Track:
    """Stretches of time in order, none overlapping: the nth runs from `begins[n]` to `ends[n]` (UTC)."""

    begins: tuple[datetime, ...]
    ends: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """`hours`: the opening periods of each working day. `days` run from midnight to closing, `halves` from opening
    to closing, `periods` are the openings themselves; `before[n]` is the year's open time before the nth period,
    the last one that of the whole year.
    """

    hours: Mapping[date, Periods]
    days: Track
    halves: Track
    periods: Track
    before: tuple[timedelta, ...]


def build(year: int, hours_of: Callable[[date], Periods]) -> Year:
    """The year as `hours_of` gives its days (no periods: a rest day). ValueError beyond the year 9999."""
    first = date(year, 1, 1)
    days = [first + timedelta(n) for n in range((date(year, 12, 31) - first).days + 1)]
    hours = {day: periods for day in days if (periods := hours_of(day))}
    opened = _track((day, o, c) for day, periods in hours.items() for o, c in periods)
    lengths = (end - begin for begin, end in zip(opened.begins, opened.ends, strict=True))
    return Year(
        hours=hours,
        days=_track((day, time(0), periods[-1][1]) for day, periods in hours.items()),
        halves=_track((day, o, c) for day, periods in hours.items() for o, c in _halves(periods)),
        periods=opened,
        before=tuple(accumulate(lengths, initial=NOTHING)),
    )


def _halves(periods: Periods) -> Periods:
    return periods if len(periods) <= 2 else (periods[0], (periods[1][0], periods[-1][1]))


def _track(stretches: Iterable[tuple[date, time, time]]) -> Track:
    both = [(_instant(day, begin), _instant(day, end)) for day, begin, end in stretches]
    return Track(tuple(begin for begin, _ in both), tuple(end for _, end in both))


def _instant(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHANGHAI).astimezone(UTC)
