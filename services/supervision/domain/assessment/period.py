"""Periods of days in Asia/Shanghai, each from its first midnight to the one after its last day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.kernel.times import SHANGHAI, midnight

DAY = timedelta(days=1)
NAMES: Mapping[str, str] = {
    "month": "本月",
    "last_month": "上月",
    "quarter": "本季度",
    "year": "本年",
    "custom": "自选日期",
}


@dataclass(frozen=True, slots=True)
class Period:
    """From the day `since` to the day `last`, as known just before `as_of`."""

    since: date
    last: date
    as_of: datetime

    @property
    def begin(self) -> datetime:
        """Midnight before the first day."""
        return midnight(self.since)

    @property
    def end(self) -> datetime:
        """Midnight after the last day."""
        return midnight(self.last + DAY)

    @property
    def until(self) -> datetime:
        """Up to when it is known how things stood: its end, or `as_of` while it runs."""
        return min(self.end, self.as_of)

    def inside(self, at: datetime | None) -> bool:
        """Whether something happened in it."""
        return at is not None and self.begin <= at < self.end


def day_of(at: datetime) -> date:
    """The day of a time."""
    return at.astimezone(SHANGHAI).date()


def days_of(name: str, today: date, since: date | None = None, last: date | None = None) -> tuple[date, date]:
    """First and last day of the period of this name; of a custom one as given, turned round if need be."""
    first = today.replace(day=1)
    match name:
        case "last_month":
            return (first - DAY).replace(day=1), first - DAY
        case "quarter":
            return first.replace(month=3 * ((today.month - 1) // 3) + 1), today
        case "year":
            return today.replace(month=1, day=1), today
        case "custom":
            begin, end = since or last or today, last or today
            return min(begin, end), max(begin, end)
        case _:
            return first, today
