"""The working calendar of a jurisdiction."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from shared.calendar.holidays import is_announced, is_workday
from shared.calendar.hours import REST, USUAL, Periods, in_order
from shared.calendar.span import STRETCHES, Measure, Remaining, Span, whole
from shared.calendar.year import NOTHING, SHANGHAI, Track, Year, build

TICK = timedelta(microseconds=1)
OPEN_TIME = frozenset({Measure.WORKING_HOURS, Measure.WORKING_MINUTES})


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When a jurisdiction is open; a value. Times may have any zone, results are UTC; days are Asia/Shanghai.

    `weekly`: the opening periods of a working day that falls on Monday … Sunday (a make-up Saturday has Saturday's).
    `overrides`: days that differ from chinesecalendar or from the week, each with its periods, none for a rest day.
    `complete_years`: years whose holidays and make-up days the overrides name completely.
    ValueError where periods are missing or out of order, or a day is named twice.

    Every method that takes a time raises ValueError if that has no zone.
    """

    weekly: tuple[Periods, ...] = (USUAL,) * 7
    overrides: tuple[tuple[date, Periods], ...] = ()
    complete_years: frozenset[int] = frozenset()
    _years: dict[int, Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = [day for day, _ in self.overrides]
        if len(self.weekly) != 7 or not all(self.weekly):
            raise ValueError("each of the seven weekdays needs its opening periods")
        if not all(map(in_order, (*self.weekly, *(periods for _, periods in self.overrides)))):
            raise ValueError("opening periods must end after they begin and follow one another")
        if len(set(days)) != len(days):
            raise ValueError("a day has two overrides")

    def is_working_day(self, day: date) -> bool:
        """Whether the jurisdiction is open on this day at all. TypeError for a datetime: its zone would be a guess."""
        return bool(self.open_periods(day))

    def open_periods(self, day: date) -> Periods:
        """The opening periods of a working day in local time; none on a rest day. TypeError for a datetime."""
        if isinstance(day, datetime):
            raise TypeError("a day is a date in Asia/Shanghai, not a time")
        return self._year(day.year).hours.get(day, REST)

    def unknown_years(self, start: datetime, end: datetime) -> tuple[int, ...]:
        """The years from `start` to `end` whose holidays nobody told us: there, due times assume plain weekdays."""
        first, last = _utc(start).astimezone(SHANGHAI).year, _utc(end).astimezone(SHANGHAI).year
        years = range(first, last + 1)
        return tuple(year for year in years if not is_announced(year) and year not in self.complete_years)

    def due(self, start: datetime, span: Span) -> datetime:
        """When a limit that starts at `start` ends."""
        return self.resume(start, whole(span))

    def extend(self, due_at: datetime, span: Span) -> datetime:
        """The new due time: `span` more, counted from the due time (its own day or half day is not counted).

        A due time at midnight is the end of the day before it.
        """
        at = _utc(due_at)
        return self.due(at - TICK if span.measure in STRETCHES else at, span)

    def next_opening(self, at: datetime) -> datetime:
        """The first instant from `at` on that is inside opening hours; `at` itself if it is."""
        moment = _utc(at)
        year = moment.astimezone(SHANGHAI).year
        place = bisect_right(self._year(year).periods.ends, moment)
        return max(moment, self._pick(year, place, lambda table: table.periods.begins))

    def open_time(self, start: datetime, end: datetime) -> timedelta:
        """How long it was open between two times; ValueError if `end` is before `start`."""
        since, until = _utc(start), _utc(end)
        if until < since:
            raise ValueError("open time is counted forwards")
        first, last = since.astimezone(SHANGHAI).year, until.astimezone(SHANGHAI).year
        between = sum((self._year(year).before[-1] for year in range(first, last)), NOTHING)
        return between + _opened(self._year(last), until) - _opened(self._year(first), since)

    def pause(self, start: datetime, span: Span, paused_at: datetime) -> Remaining:
        """What is unspent at `paused_at` of a limit that started at `start`; resumed at once, nothing has changed.

        ValueError if it had not started, or had ended before.
        """
        if _utc(paused_at) < _utc(start):
            raise ValueError("a limit cannot be paused before it starts")
        return self.left(self.due(start, span), span.measure, paused_at)

    def left(self, due_at: datetime, measure: Measure, at: datetime) -> Remaining:
        """What is unspent at `at` of a limit that ends at `due_at` — also after an extension or an earlier pause.

        A due time that `measure` cannot end at (a source's own, on a Sunday) and one that is just reached keep the
        plain time until then, as `MINUTES`. So to resume at once gives `due_at` in every case.
        ValueError if it has ended before `at`: what has lapsed cannot be paused.
        """
        moment, due = _utc(at), _utc(due_at)
        if moment > due:
            raise ValueError(f"the limit ended at {due.isoformat()}: what has lapsed cannot be paused")
        kept = Remaining(self._unspent(moment, due, measure), measure)
        if moment < due and self.resume(moment, kept) == due:
            return kept
        return Remaining((due - moment) // TICK, Measure.MINUTES)

    def resume(self, resumed_at: datetime, remaining: Remaining) -> datetime:
        """The due time of what was paused.

        Whole days and half days count from the next one on, as at a start; when the running one was the last (0),
        it is due at the closing of that which runs at `resumed_at`, or else of the next.
        """
        at = _utc(resumed_at)
        if remaining.measure in STRETCHES:
            return self._closing(at, remaining)
        time = timedelta(microseconds=remaining.amount)
        return self._worked(at, time) if time and remaining.measure in OPEN_TIME else at + time

    def _unspent(self, at: datetime, due: datetime, measure: Measure) -> int:
        if measure in OPEN_TIME:
            return self.open_time(at, due) // TICK
        if measure not in STRETCHES:
            return (due - at) // TICK
        first, last = at.astimezone(SHANGHAI).year, due.astimezone(SHANGHAI).year
        between = sum(len(_track(self._year(year), measure).ends) for year in range(first, last))
        over = bisect_right(_track(self._year(last), measure).ends, due)
        begun = bisect_right(_track(self._year(first), measure).begins, at)
        return max(0, between + over - begun)

    def _closing(self, at: datetime, remaining: Remaining) -> datetime:
        year = at.astimezone(SHANGHAI).year
        track = _track(self._year(year), remaining.measure)
        if remaining.amount:
            place = bisect_right(track.begins, at) + remaining.amount - 1
        else:
            place = bisect_right(track.ends, at)
        return self._pick(year, place, lambda table: _track(table, remaining.measure).ends)

    def _worked(self, at: datetime, time: timedelta) -> datetime:
        """The instant at which `time` (more than nothing) of open time has passed since `at`."""
        year = at.astimezone(SHANGHAI).year
        table = self._year(year)
        target = _opened(table, at) + time
        while target > table.before[-1]:
            target -= table.before[-1]
            year += 1
            table = self._year(year)
        place = bisect_left(table.before, target) - 1
        return table.periods.begins[place] + (target - table.before[place])

    def _pick(self, year: int, place: int, of: Callable[[Year], tuple[datetime, ...]]) -> datetime:
        """The instant at `place`, counted from the beginning of `year` on through the years after it."""
        instants = of(self._year(year))
        while place >= len(instants):
            place -= len(instants)
            year += 1
            instants = of(self._year(year))
        return instants[place]

    def _year(self, year: int) -> Year:
        table = self._years.get(year)
        if table is None:
            special = {day: periods for day, periods in self.overrides if day.year == year}
            table = self._years[year] = build(year, lambda day: self._hours(day, special))
        return table

    def _hours(self, day: date, special: dict[date, Periods]) -> Periods:
        if day in special:
            return special[day]
        return self.weekly[day.weekday()] if is_workday(day) else REST


def _track(table: Year, measure: Measure) -> Track:
    return table.days if measure == Measure.WORKING_DAYS else table.halves


def _opened(table: Year, at: datetime) -> timedelta:
    """The year's open time before `at`."""
    place = bisect_right(table.periods.ends, at)
    if place == len(table.periods.ends):
        return table.before[-1]
    return table.before[place] + max(NOTHING, at - table.periods.begins[place])


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time needs a zone")
    return moment.astimezone(UTC)
