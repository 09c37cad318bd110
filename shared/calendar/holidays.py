"""Which days are working days in China, as the State Council announces them; data of chinesecalendar.

Its tables are read directly: `chinese_calendar.is_workday` looks through all of them to check the year of each day.
"""

from datetime import date

from chinese_calendar import holidays, workdays

FIRST, LAST = min(holidays).year, max(holidays).year
FRIDAY = 4


def is_announced(year: int) -> bool:
    """Whether chinesecalendar has the holidays of this year."""
    return FIRST <= year <= LAST


def is_workday(day: date) -> bool:
    """Make-up days count, holidays do not; a year that is not announced has weekdays alone."""
    return day in workdays or (day.weekday() <= FRIDAY and day not in holidays)
