"""An independent reckoning of due times: day by day and minute by minute, in naive Hailar time.

It shares no code and no data with `shared.calendar`: the holidays are typed from the State Council's yearly notices.
Slow and plain on purpose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

RESTS = """
2024-01-01 2024-01-01  2024-02-10 2024-02-17  2024-04-04 2024-04-06  2024-05-01 2024-05-05
2024-06-10 2024-06-10  2024-09-15 2024-09-17  2024-10-01 2024-10-07
2025-01-01 2025-01-01  2025-01-28 2025-02-04  2025-04-04 2025-04-06  2025-05-01 2025-05-05
2025-05-31 2025-06-02  2025-10-01 2025-10-08
2026-01-01 2026-01-03  2026-02-15 2026-02-23  2026-04-04 2026-04-06  2026-05-01 2026-05-05
2026-06-19 2026-06-21  2026-09-25 2026-09-27  2026-10-01 2026-10-07
"""
"""Holidays: first day, last day."""

WORKED = """
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""
"""Make-up days."""

OFF, ON = RESTS.split(), WORKED.split()

OPEN = (540, 720), (870, 1050)
"""09:00-12:00 and 14:30-17:30 in minutes of the day."""


@dataclass(frozen=True)
class Office:
    """`special`: days with opening minutes of their own, none for a rest day."""

    usual: tuple[tuple[int, int], ...] = OPEN
    special: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def opening(self, day: date) -> tuple[tuple[int, int], ...]:
        text = day.isoformat()
        if text in self.special:
            return self.special[text]
        off = any(OFF[n] <= text <= OFF[n + 1] for n in range(0, len(OFF), 2))
        return self.usual if text in ON or (day.isoweekday() < 6 and not off) else ()

    def is_open(self, minute: datetime) -> bool:
        clock = minute.hour * 60 + minute.minute
        return any(opens <= clock < closes for opens, closes in self.opening(minute.date()))

    def due(self, start: datetime, amount: int, measure: str) -> datetime:
        """`start` in whole minutes."""
        if measure == "working_days":
            return self._closing_of_day(start.date(), amount)
        if measure == "working_half_days":
            return self._closing_of_half(start, amount)
        if measure in {"working_hours", "working_minutes"}:
            return self._minutes(start, amount * (60 if measure == "working_hours" else 1))
        return start + amount * {"calendar_days": DAY, "hours": 60 * MINUTE, "minutes": MINUTE}[measure]

    def due_after_pause(
        self, start: datetime, amount: int, measure: str, paused: datetime, resumed: datetime
    ) -> datetime:
        """The due time of a limit that stood still from `paused` to `resumed`; whole days and half days have some left."""
        if measure == "working_days":
            spent = sum(bool(self.opening(day)) for day in days(start.date() + DAY, paused.date()))
            return self.due(resumed, amount - spent, measure)
        if measure == "working_half_days":
            spent = sum(begins <= paused for begins, _ in self._halves(start, paused))
            return self.due(resumed, amount - spent, measure)
        if measure in {"working_hours", "working_minutes"}:
            total = amount * (60 if measure == "working_hours" else 1)
            return self._minutes(resumed, total - self.open_minutes(start, paused))
        return self.due(start, amount, measure) + (resumed - paused)

    def open_minutes(self, start: datetime, end: datetime) -> int:
        """How many minutes it was open."""
        return sum(self.is_open(start + n * MINUTE) for n in range((end - start) // MINUTE))

    def _closing_of_day(self, day: date, left: int) -> datetime:
        while left:
            day += DAY
            left -= bool(self.opening(day))
        return midnight(day) + self.opening(day)[-1][1] * MINUTE

    def _closing_of_half(self, start: datetime, number: int) -> datetime:
        return list(self._halves(start, start + (2 * number + 30) * DAY))[number - 1][1]

    def _halves(self, after: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The halves that begin after `after`, on days up to that of `until`."""
        for day in days(after.date(), until.date()):
            for opens, closes in self.opening(day):
                if midnight(day) + opens * MINUTE > after:
                    yield midnight(day) + opens * MINUTE, midnight(day) + closes * MINUTE

    def _minutes(self, at: datetime, left: int) -> datetime:
        while left:
            left -= self.is_open(at)
            at += MINUTE
        return at


def midnight(day: date) -> datetime:
    """The beginning of a day."""
    return datetime.combine(day, time(0))


def days(first: date, last: date) -> Iterator[date]:
    """Every day from first to last."""
    while first <= last:
        yield first
        first += DAY
