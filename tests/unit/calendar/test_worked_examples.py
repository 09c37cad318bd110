"""Due times that a person can check with a wall calendar. Open 09:00-12:00 and 14:30-17:30."""

from datetime import datetime

import pytest

from tests.unit.calendar.local import HALVES, PLAIN, SPECIAL, at, span, wall
from tests.unit.calendar.oracle import Office

EXAMPLES = """
# ordinary weeks
2026-11-23 10:00 | 1 working_days        | 2026-11-24 17:30 | the starting day is not counted
2026-11-23 10:00 | 3 working_days        | 2026-11-26 17:30 |
2026-11-23 10:00 | 5 working_days        | 2026-11-30 17:30 | over a weekend
2026-11-23 00:00 | 1 working_days        | 2026-11-24 17:30 | midnight belongs to the day that begins
2026-11-23 17:30 | 1 working_days        | 2026-11-24 17:30 | at closing
2026-11-23 23:59 | 1 working_days        | 2026-11-24 17:30 | a minute before midnight
2026-11-24 00:00 | 1 working_days        | 2026-11-25 17:30 | a minute later it is another day
2026-11-27 16:00 | 1 working_days        | 2026-11-30 17:30 | Friday
2026-11-28 10:00 | 1 working_days        | 2026-11-30 17:30 | Saturday: the Nth working day after it
2026-11-29 23:59 | 1 working_days        | 2026-11-30 17:30 | Sunday night
2026-11-28 10:00 | 5 working_days        | 2026-12-04 17:30 |
2026-11-23 10:00 | 25 working_days       | 2026-12-28 17:30 | five weeks
# half days
2026-11-23 10:00 | 1 working_half_days   | 2026-11-23 17:30 | received in the morning: by the end of the afternoon
2026-11-23 15:00 | 1 working_half_days   | 2026-11-24 12:00 | received in the afternoon: by noon
2026-11-23 08:00 | 1 working_half_days   | 2026-11-23 12:00 | before opening no half day is running
2026-11-23 09:00 | 1 working_half_days   | 2026-11-23 17:30 | at opening the morning is running
2026-11-23 12:00 | 1 working_half_days   | 2026-11-23 17:30 | at noon it is over
2026-11-23 13:00 | 1 working_half_days   | 2026-11-23 17:30 | in the lunch hour
2026-11-23 14:30 | 1 working_half_days   | 2026-11-24 12:00 |
2026-11-23 17:30 | 1 working_half_days   | 2026-11-24 12:00 |
2026-11-23 23:59 | 1 working_half_days   | 2026-11-24 12:00 |
2026-11-27 15:00 | 1 working_half_days   | 2026-11-30 12:00 | Friday afternoon: Monday noon
2026-11-28 10:00 | 1 working_half_days   | 2026-11-30 12:00 | Saturday: Monday noon
2026-11-28 10:00 | 2 working_half_days   | 2026-11-30 17:30 |
2026-11-23 10:00 | 3 working_half_days   | 2026-11-24 17:30 |
# open time
2026-11-23 09:00 | 60 working_minutes    | 2026-11-23 10:00 |
2026-11-23 09:00 | 3 working_hours       | 2026-11-23 12:00 | ends at closing, not at the next opening
2026-11-23 11:30 | 1 working_hours       | 2026-11-23 15:00 | half an hour before lunch, half after
2026-11-23 12:00 | 1 working_minutes     | 2026-11-23 14:31 | arrived at closing: starts at the next opening
2026-11-23 08:59 | 1 working_minutes     | 2026-11-23 09:01 |
2026-11-23 17:00 | 1 working_hours       | 2026-11-24 09:30 |
2026-11-23 23:59 | 30 working_minutes    | 2026-11-24 09:30 | at night
2026-11-27 17:00 | 1 working_hours       | 2026-11-30 09:30 | over the weekend
2026-11-29 03:00 | 2 working_hours       | 2026-11-30 11:00 | on a rest day
2026-11-23 10:00 | 24 working_hours      | 2026-11-27 10:00 | four days of six hours
2026-11-23 10:00:30 | 30 working_minutes | 2026-11-23 10:30:30 | seconds are kept
# what runs through
2026-11-28 23:59 | 30 minutes            | 2026-11-29 00:29 | urgent, Saturday night
2026-11-27 17:20 | 1 hours               | 2026-11-27 18:20 |
2026-09-30 17:00 | 24 hours              | 2026-10-01 17:00 | into the holiday
2026-11-23 10:00 | 1 calendar_days       | 2026-11-24 10:00 | the same time of day
2026-11-27 10:00 | 1 calendar_days       | 2026-11-28 10:00 | may end on a rest day
2026-09-30 08:00 | 3 calendar_days       | 2026-10-03 08:00 |
2026-12-31 23:59 | 1 calendar_days       | 2027-01-01 23:59 |
2026-02-01 10:00 | 180 calendar_days     | 2026-07-31 10:00 | 挂账
2024-02-28 10:00 | 2 calendar_days       | 2024-03-01 10:00 | a leap year
# 2024
2024-02-02 10:00 | 1 working_days        | 2024-02-04 17:30 | a Sunday that is worked
2024-02-09 10:00 | 1 working_days        | 2024-02-18 17:30 | 春节; the Sunday after it is worked
2024-02-09 17:00 | 1 working_hours       | 2024-02-18 09:30 |
2024-04-03 16:00 | 2 working_days        | 2024-04-08 17:30 | 清明, a make-up Sunday counts
2024-04-30 09:00 | 5 working_days        | 2024-05-10 17:30 | 劳动节
2024-04-30 09:00 | 6 working_days        | 2024-05-11 17:30 | the make-up Saturday
2024-06-07 15:00 | 1 working_half_days   | 2024-06-11 12:00 | 端午 on a Monday
2024-09-13 17:00 | 1 working_days        | 2024-09-14 17:30 | a Saturday that is worked
2024-09-14 17:00 | 1 working_hours       | 2024-09-18 09:30 | 中秋
2024-09-30 10:00 | 5 working_days        | 2024-10-12 17:30 | 国庆
2024-12-31 10:00 | 1 working_days        | 2025-01-02 17:30 | New Year
# 2025
2025-01-24 10:00 | 3 working_days        | 2025-02-05 17:30 | 26 and 27 January, then 春节
2025-01-25 23:59 | 1 working_half_days   | 2025-01-26 12:00 | before a worked Sunday
2025-01-28 12:00 | 4 working_days        | 2025-02-08 17:30 | received in the holiday; ends on a worked Saturday
2025-04-27 10:00 | 4 working_days        | 2025-05-06 17:30 | received on a worked Sunday
2025-05-30 17:29 | 2 working_minutes     | 2025-06-03 09:01 | 端午
2025-09-30 16:30 | 2 working_hours       | 2025-10-09 10:00 | 国庆 and 中秋
2025-10-01 00:00 | 3 working_days        | 2025-10-11 17:30 |
2025-10-11 15:00 | 1 working_half_days   | 2025-10-13 12:00 |
2025-12-31 23:59 | 1 working_days        | 2026-01-04 17:30 | New Year's holiday, then a worked Sunday
2025-12-31 17:00 | 1 working_hours       | 2026-01-04 09:30 |
2025-12-31 10:00 | 15 working_days       | 2026-01-22 17:30 |
# 2026
2026-02-13 16:00 | 1 working_days        | 2026-02-14 17:30 | a worked Saturday
2026-02-13 16:00 | 3 working_days        | 2026-02-25 17:30 | 春节
2026-02-14 17:00 | 60 working_minutes    | 2026-02-24 09:30 |
2026-02-20 08:00 | 5 working_days        | 2026-02-28 17:30 | ends on a worked Saturday
2026-04-03 17:31 | 1 working_half_days   | 2026-04-07 12:00 | 清明
2026-04-30 10:00 | 4 working_days        | 2026-05-09 17:30 | 劳动节
2026-06-18 15:30 | 3 working_hours       | 2026-06-22 10:00 | 端午
2026-09-18 10:00 | 1 working_days        | 2026-09-20 17:30 | a worked Sunday
2026-09-24 10:00 | 5 working_days        | 2026-10-09 17:30 | 中秋 and 国庆
2026-09-30 17:29 | 2 working_minutes     | 2026-10-08 09:01 |
2026-12-31 10:00 | 1 working_days        | 2027-01-01 17:30 | a year that nobody announced has weekdays alone
2026-12-31 17:00 | 1 working_hours       | 2027-01-01 09:30 |
"""

SPECIAL_DAYS = """
# 2026-02-13 and 2025-12-31: the morning alone; 2026-11-25: the afternoon alone; 2026-11-27: rest; 2026-08-15: 10-15
2026-02-12 10:00 | 1 working_days        | 2026-02-13 12:00 | a half day is a working day and closes at noon
2026-02-12 15:00 | 1 working_half_days   | 2026-02-13 12:00 |
2026-02-13 10:00 | 1 working_half_days   | 2026-02-14 12:00 | it has one half alone
2026-02-13 11:30 | 1 working_hours       | 2026-02-14 09:30 |
2025-12-31 11:59 | 2 working_minutes     | 2026-01-04 09:01 |
2026-11-24 15:00 | 1 working_half_days   | 2026-11-25 17:30 | the afternoon alone
2026-11-25 09:30 | 1 working_minutes     | 2026-11-25 14:31 |
2026-11-26 10:00 | 1 working_days        | 2026-11-30 17:30 | a local rest day
2026-11-26 17:00 | 1 working_hours       | 2026-11-30 09:30 |
2026-08-14 10:00 | 1 working_days        | 2026-08-15 15:00 | a Saturday worked here alone
2026-08-15 10:00 | 5 working_hours       | 2026-08-15 15:00 |
"""


def rows(table: str) -> list[tuple[str, str, str]]:
    lines = [line.split("|") for line in table.strip().splitlines() if not line.startswith("#")]
    return [(start.strip(), " ".join(limit.split()), due.strip()) for start, limit, due, _ in lines]


def test_there_are_enough_examples() -> None:
    assert len(rows(EXAMPLES)) >= 60
    assert len({(start, limit) for start, limit, _ in rows(EXAMPLES)}) == len(rows(EXAMPLES))


@pytest.mark.parametrize(("start", "limit", "due"), rows(EXAMPLES))
def test_a_limit_is_due_when_the_table_says(start: str, limit: str, due: str) -> None:
    assert wall(PLAIN.due(at(start), span(limit))) == due


@pytest.mark.parametrize(("start", "limit", "due"), rows(SPECIAL_DAYS))
def test_on_special_days_a_limit_is_due_when_the_table_says(start: str, limit: str, due: str) -> None:
    assert wall(SPECIAL.due(at(start), span(limit))) == due


@pytest.mark.parametrize(
    ("office", "table"), [(Office(), EXAMPLES), (Office(special=HALVES), SPECIAL_DAYS)], ids=["plain", "special"]
)
def test_the_oracle_agrees_with_every_example_in_whole_minutes(office: Office, table: str) -> None:
    for start, limit, due in (row for row in rows(table) if len(row[0]) == 16):
        amount, measure = limit.split()
        assert (start, limit, office.due(datetime.fromisoformat(start), int(amount), measure)) == (
            start,
            limit,
            datetime.fromisoformat(due),
        )
