"""Times in tests: written and read as they stand on the wall in Hailar."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from shared.calendar import Measure, Periods, Span, WorkingCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")

HALVES: dict[str, tuple[tuple[int, int], ...]] = {
    "2026-02-13": ((540, 720),),  # the morning alone, before 春节
    "2025-12-31": ((540, 720),),
    "2026-11-25": ((870, 1050),),  # the afternoon alone
    "2026-08-15": ((600, 900),),  # a Saturday from 10 to 15
    "2026-11-27": (),  # a local rest day
}
"""Special days in minutes, as the oracle takes them."""


def at(text: str) -> datetime:
    """`2026-11-23 10:00` in Hailar."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def wall(moment: datetime) -> str:
    """`2026-11-23 10:00` in Hailar; seconds only where there are some."""
    text = moment.astimezone(SHANGHAI).replace(tzinfo=None).isoformat(" ")
    return text.removesuffix(":00")


def span(text: str) -> Span:
    """`3 working_days`."""
    amount, measure = text.split()
    return Span(int(amount), Measure(measure))


def periods(minutes: tuple[tuple[int, int], ...]) -> Periods:
    """Opening minutes of the day as periods."""
    return tuple((time(*divmod(opens, 60)), time(*divmod(closes, 60))) for opens, closes in minutes)


PLAIN = WorkingCalendar()
SPECIAL = WorkingCalendar(overrides=tuple((date.fromisoformat(day), periods(own)) for day, own in HALVES.items()))
