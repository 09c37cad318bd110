"""The working calendar of a jurisdiction."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from shared.calendar.holidays import is_announced, is_workday
from shared.calendar.hours import REST, USUAL, Periods, in_order
from shared.calendar.span import OPEN_TIME, STRETCHES, Measure, Remaining, Span, whole
from shared.calendar.timeline import Timeline, TrackOf, local_year
from shared.calendar.year import Track, Year

TICK = timedelta(microseconds=1)


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
    _timeline: Timeline = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        special = dict(self.overrides)
        if len(self.weekly) != 7 or not all(self.weekly):
            raise ValueError("each of the seven weekdays needs its opening periods")
        if not all(map(in_order, (*self.weekly, *special.values()))):
            raise ValueError("opening periods must end after they begin and follow one another")
        if len(special) != len(self.overrides):
            raise ValueError("a day has two overrides")

        def hours_of(day: date) -> Periods:
            usual = self.weekly[day.weekday()] if is_workday(day) else REST
            return special.get(day, usual)

        object.__setattr__(self, "_timeline", Timeline(hours_of))

    def is_working_day(self, day: date) -> bool:
        """Whether the jurisdiction is open on this day at all. TypeError for a datetime: its zone would be a guess."""
        return bool(self.open_periods(day))

    def open_periods(self, day: date) -> Periods:
        """The opening periods of a working day in local time; none on a rest day. TypeError for a datetime."""
        if isinstance(day, datetime):
            raise TypeError("a day is a date in Asia/Shanghai, not a time")
        return self._timeline.hours(day)

    def unknown_years(self, start: datetime, end: datetime) -> tuple[int, ...]:
        """The years from `start` to `end` whose holidays nobody told us: there, due times assume plain weekdays."""
        years = range(local_year(_utc(start)), local_year(_utc(end)) + 1)
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
        return self._timeline.next_opening(_utc(at))

    def open_time(self, start: datetime, end: datetime) -> timedelta:
        """How long it was open between two times; ValueError if `end` is before `start`."""
        since, until = _utc(start), _utc(end)
        if until < since:
            raise ValueError("open time is counted forwards")
        return self._timeline.open_time(since, until)

    def pause(self, start: datetime, span: Span, paused_at: datetime) -> Remaining:
        """What is unspent at `paused_at` of a limit that started at `start`; resumed at once, nothing has changed.

        ValueError if it had not started, or had ended before.
        """
        if _utc(paused_at) < _utc(start):
            raise ValueError("a limit cannot be paused before it starts")
        return self.left(self.due(start, span), span.measure, paused_at)

    def left(self, due_at: datetime, measure: Measure, at: datetime) -> Remaining:
        """What is unspent at `at` of a limit that ends at `due_at` — also after an extension or an earlier pause.

        Where the whole days or open time left would not lead back to `due_at` (a source's own due time on a Sunday,
        a closing time that is just reached) it is the plain time until then, as `MINUTES`. So to resume at once
        gives `due_at` in every case.
        ValueError if it has ended before `at`: what has lapsed cannot be paused.
        """
        moment, due = _utc(at), _utc(due_at)
        if moment > due:
            raise ValueError(f"the limit ended at {due.isoformat()}: what has lapsed cannot be paused")
        kept = Remaining(self._unspent(moment, due, measure), measure)
        if self.resume(moment, kept) == due:
            return kept
        return Remaining((due - moment) // TICK, Measure.MINUTES)

    def resume(self, resumed_at: datetime, remaining: Remaining) -> datetime:
        """The due time of what was paused.

        Whole days and half days count from the next one on, as at a start; when the running one was the last (0),
        it is due at the closing of that which runs at `resumed_at`, or else of the next.
        """
        at = _utc(resumed_at)
        if remaining.measure in STRETCHES:
            stretches = _stretches(remaining.measure)
            if remaining.amount:
                return self._timeline.nth_end(stretches, at, remaining.amount)
            return self._timeline.next_end(stretches, at)
        time = remaining.amount * TICK
        return self._timeline.after(at, time) if time and remaining.measure in OPEN_TIME else at + time

    def _unspent(self, at: datetime, due: datetime, measure: Measure) -> int:
        if measure in STRETCHES:
            return max(0, self._timeline.ended(_stretches(measure), at, due))
        return (self._timeline.open_time(at, due) if measure in OPEN_TIME else due - at) // TICK


def _days(year: Year) -> Track:
    return year.days


def _halves(year: Year) -> Track:
    return year.halves


def _stretches(measure: Measure) -> TrackOf:
    return _days if measure == Measure.WORKING_DAYS else _halves


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time needs a zone")
    return moment.astimezone(UTC)
