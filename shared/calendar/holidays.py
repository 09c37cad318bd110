"""Which days are working days in China, as the State Council announces them; data of chinesecalendar.

Its tables are read directly: `chinese_calendar.is_workday` looks through all of them to check the year of each day.
"""

from collections.abc import Mapping
from datetime import date

import chinese_calendar

HOLIDAYS: Mapping[date, str] = chinese_calendar.holidays
MAKE_UP_DAYS: Mapping[date, str] = chinese_calendar.workdays
FIRST, LAST = min(HOLIDAYS).year, max(HOLIDAYS).year
FRIDAY = 4


def is_announced(year: int) -> bool:
    """Whether chinesecalendar has the holidays of this year."""
    return FIRST <= year <= LAST


def is_workday(day: date) -> bool:
    """Make-up days count, holidays do not; a year that is not announced has weekdays alone."""
    return day in MAKE_UP_DAYS or (day.weekday() <= FRIDAY and day not in HOLIDAYS)
