"""Searching in working time, from year to year. All times here are UTC."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from shared.calendar.hours import REST, Periods
from shared.calendar.year import NOTHING, SHANGHAI, Track, Year, build

TrackOf = Callable[[Year], Track]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Working time as `hours_of` gives it for each day; each year is worked out once, when first asked for.

    Beyond the year 9999 every search ends in a ValueError.
    """

    hours_of: Callable[[date], Periods]
    _years: dict[int, Year] = field(default_factory=dict, init=False, repr=False)

    def hours(self, day: date) -> Periods:
        """The opening periods of a day."""
        return self._year(day.year).hours.get(day, REST)

    def nth_end(self, of: TrackOf, at: datetime, number: int) -> datetime:
        """The end of the `number`th (≥ 1) stretch that begins after `at`."""
        year = local_year(at)
        return self._pick(year, bisect_right(of(self._year(year)).begins, at) + number - 1, of).ends

    def next_end(self, of: TrackOf, at: datetime) -> datetime:
        """The end of the stretch that runs at `at`, or else of the next."""
        return self._running(of, at).ends

    def ended(self, of: TrackOf, since: datetime, until: datetime) -> int:
        """How many stretches begin after `since` and end by `until`; negative if one runs over both."""
        first, last = local_year(since), local_year(until)
        between = sum(len(of(self._year(year)).ends) for year in range(first, last))
        begun = bisect_right(of(self._year(first)).begins, since)
        return between + bisect_right(of(self._year(last)).ends, until) - begun

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself inside opening hours, or else the next opening."""
        return max(at, self._running(lambda year: year.periods, at).begins)

    def open_time(self, since: datetime, until: datetime) -> timedelta:
        """How long it was open from `since` to `until`."""
        first, last = local_year(since), local_year(until)
        between = sum((self._year(year).before[-1] for year in range(first, last)), NOTHING)
        return between + _opened(self._year(last), until) - _opened(self._year(first), since)

    def after(self, at: datetime, open_time: timedelta) -> datetime:
        """The instant at which `open_time` (more than none) has passed since `at`."""
        year = local_year(at)
        table = self._year(year)
        target = _opened(table, at) + open_time
        while target > table.before[-1]:
            target -= table.before[-1]
            year += 1
            table = self._year(year)
        place = bisect_left(table.before, target) - 1
        return table.periods.begins[place] + (target - table.before[place])

    def _running(self, of: TrackOf, at: datetime) -> "_Stretch":
        year = local_year(at)
        return self._pick(year, bisect_right(of(self._year(year)).ends, at), of)

    def _pick(self, year: int, place: int, of: TrackOf) -> "_Stretch":
        """The stretch at `place`, counted from the beginning of `year` on through the years after it."""
        track = of(self._year(year))
        while place >= len(track.ends):
            place -= len(track.ends)
            year += 1
            track = of(self._year(year))
        return _Stretch(track.begins[place], track.ends[place])

    def _year(self, year: int) -> Year:
        table = self._years.get(year)
        if table is None:
            table = self._years[year] = build(year, self.hours_of)
        return table


@dataclass(frozen=True, slots=True)
class _Stretch:
    begins: datetime
    ends: datetime


def local_year(at: datetime) -> int:
    """The year in Asia/Shanghai."""
    return at.astimezone(SHANGHAI).year


def _opened(table: Year, at: datetime) -> timedelta:
    """The year's open time before `at`."""
    place = bisect_right(table.periods.ends, at)
    if place == len(table.periods.ends):
        return table.before[-1]
    return table.before[place] + max(NOTHING, at - table.periods.begins[place])
