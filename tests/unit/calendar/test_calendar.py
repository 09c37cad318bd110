from datetime import date, datetime, time, timedelta
from typing import Any

import chinese_calendar
import pytest

from shared.calendar import Measure, Span, WorkingCalendar
from shared.calendar.holidays import is_workday
from shared.calendar.hours import USUAL
from tests.unit.calendar.local import PLAIN, SPECIAL, at, periods, span, wall

MORNING, AFTERNOON = ((time(9), time(12)),), ((time(14, 30), time(17, 30)),)


def test_working_days_are_those_of_chinesecalendar() -> None:
    every = [date(2004, 1, 1) + timedelta(days=n) for n in range(365 * 23 + 6)]
    assert every[-1] == date(2026, 12, 31)
    assert [day for day in every if is_workday(day) != chinese_calendar.is_workday(day)] == []


def test_a_working_day_has_its_opening_periods_and_a_rest_day_none() -> None:
    assert PLAIN.open_periods(date(2026, 11, 23)) == (*MORNING, *AFTERNOON)
    assert PLAIN.open_periods(date(2026, 11, 22)) == ()
    assert PLAIN.is_working_day(date(2026, 2, 14))
    assert not PLAIN.is_working_day(date(2026, 10, 1))


def test_an_override_stands_above_the_national_calendar() -> None:
    assert SPECIAL.open_periods(date(2026, 2, 13)) == MORNING
    assert SPECIAL.is_working_day(date(2026, 8, 15))
    assert not SPECIAL.is_working_day(date(2026, 11, 27))


def test_each_weekday_may_have_hours_of_its_own() -> None:
    calendar = WorkingCalendar(weekly=(USUAL,) * 4 + (MORNING,) + (AFTERNOON,) * 2)
    assert wall(calendar.due(at("2026-11-26 10:00"), span("1 working_days"))) == "2026-11-27 12:00"
    assert wall(calendar.due(at("2026-11-27 11:30"), span("1 working_hours"))) == "2026-11-30 09:30"
    assert calendar.open_periods(date(2026, 2, 14)) == AFTERNOON


def test_a_day_without_a_break_is_two_halves_where_its_periods_touch() -> None:
    calendar = WorkingCalendar(weekly=(periods(((540, 720), (720, 1020))),) * 7)
    half = Span(1, Measure.WORKING_HALF_DAYS)
    assert wall(calendar.due(at("2026-11-23 10:00"), half)) == "2026-11-23 17:00"
    assert wall(calendar.due(at("2026-11-23 12:00"), half)) == "2026-11-24 12:00"
    assert wall(calendar.extend(at("2026-11-23 12:00"), half)) == "2026-11-23 17:00"
    noon = calendar.pause(at("2026-11-23 10:00"), half, at("2026-11-23 12:00"))
    assert wall(calendar.resume(at("2026-11-23 12:00"), noon)) == "2026-11-23 17:00"


def test_what_follows_the_first_period_is_the_second_half() -> None:
    calendar = WorkingCalendar(weekly=(periods(((540, 720), (840, 1020), (1140, 1260))),) * 7)
    assert wall(calendar.due(at("2026-11-23 10:00"), span("1 working_half_days"))) == "2026-11-23 21:00"
    assert wall(calendar.due(at("2026-11-23 18:00"), span("1 working_half_days"))) == "2026-11-24 12:00"


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-23 08:59", "2026-11-23 09:00"),
        ("2026-11-23 09:00", "2026-11-23 09:00"),
        ("2026-11-23 11:59", "2026-11-23 11:59"),
        ("2026-11-23 12:00", "2026-11-23 14:30"),
        ("2026-11-23 17:30", "2026-11-24 09:00"),
        ("2026-09-30 17:30", "2026-10-08 09:00"),
        ("2025-12-31 18:00", "2026-01-04 09:00"),
    ],
)
def test_it_opens_next_when_the_table_says(moment: str, opening: str) -> None:
    assert wall(PLAIN.next_opening(at(moment))) == opening


def test_open_time_is_counted_over_years() -> None:
    assert PLAIN.open_time(at("2025-12-31 16:30"), at("2026-01-04 10:00")) == timedelta(hours=2)
    whole = PLAIN.open_time(at("2024-01-01 00:00"), at("2027-01-01 00:00"))
    days = sum(PLAIN.is_working_day(date(2024, 1, 1) + timedelta(days=n)) for n in range(366 + 365 + 365))
    assert whole == timedelta(hours=6 * days)


def test_a_year_that_nobody_announced_is_told() -> None:
    assert PLAIN.unknown_years(at("2026-12-31 23:59"), at("2026-12-31 23:59")) == ()
    assert PLAIN.unknown_years(at("2026-12-31 23:59"), at("2028-01-01 00:00")) == (2027, 2028)
    assert PLAIN.unknown_years(at("2003-12-31 10:00"), at("2004-01-01 10:00")) == (2003,)


def test_years_are_those_of_hailar() -> None:
    night = datetime.fromisoformat("2026-12-31T16:00:00+00:00")
    assert PLAIN.unknown_years(night, night) == (2027,)


def test_a_year_that_nobody_announced_has_weekdays_alone() -> None:
    assert PLAIN.is_working_day(date(2027, 10, 1))
    assert not PLAIN.is_working_day(date(2027, 10, 2))


def test_one_override_does_not_make_a_year_known_but_a_complete_list_does() -> None:
    local = ((date(2027, 8, 13), ()),)
    new_year = at("2027-01-01 00:00")
    assert WorkingCalendar(overrides=local).unknown_years(new_year, new_year) == (2027,)
    complete = WorkingCalendar(overrides=local, complete_years=frozenset({2027}))
    assert complete.unknown_years(new_year, new_year) == ()
    assert not complete.is_working_day(date(2027, 8, 13))


def test_summer_time_of_1988_moves_the_instant_but_not_the_hour() -> None:
    saturday = at("1988-04-16 10:00")  # the clocks went forward that night
    due = PLAIN.due(saturday, span("1 working_days"))
    assert wall(due) == "1988-04-18 17:30"
    assert due.isoformat() == "1988-04-18T08:30:00+00:00"
    assert wall(PLAIN.due(saturday, span("1 working_hours"))) == "1988-04-18 10:00"


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 23, 10)  # noqa: DTZ001 — what is refused
    with pytest.raises(ValueError, match="zone"):
        PLAIN.due(naive, span("1 hours"))
    with pytest.raises(ValueError, match="zone"):
        PLAIN.next_opening(naive)


def test_a_day_is_not_a_time() -> None:
    with pytest.raises(TypeError, match="date in Asia/Shanghai"):
        PLAIN.is_working_day(at("2026-11-23 10:00"))


def test_open_time_is_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        PLAIN.open_time(at("2026-11-23 10:00"), at("2026-11-23 09:00"))


@pytest.mark.parametrize("amount", [0, -1, 0.5, True, 10**9])
def test_a_limit_is_a_whole_number_of_at_most_twenty_years(amount: int) -> None:
    with pytest.raises(ValueError, match=r"整数.*working_half_days"):
        Span(amount, Measure.WORKING_DAYS)


def test_the_longest_limits_can_be_reckoned() -> None:
    assert PLAIN.due(at("2026-11-23 10:00"), span("7320 working_days")) > at("2054-01-01 00:00")
    assert PLAIN.due(at("2026-11-23 10:00"), span("7320 calendar_days")) > at("2046-11-01 00:00")


def test_a_calendar_is_a_value() -> None:
    same = WorkingCalendar(overrides=tuple(SPECIAL.overrides))
    same.due(at("2026-11-23 10:00"), span("1 working_days"))
    assert same == SPECIAL
    assert hash(same) == hash(SPECIAL)
    assert same != PLAIN


@pytest.mark.parametrize(
    ("weekly", "overrides", "sentence"),
    [
        ((USUAL,) * 6, (), "seven weekdays"),
        ((USUAL,) * 6 + ((),), (), "seven weekdays"),
        ((AFTERNOON + MORNING,) * 7, (), "follow one another"),
        ((USUAL,) * 7, ((date(2026, 1, 5), ((time(12), time(9)),)),), "follow one another"),
        ((USUAL,) * 7, ((date(2026, 1, 5), ()), (date(2026, 1, 5), USUAL)), "two overrides"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused(weekly: Any, overrides: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        WorkingCalendar(weekly, overrides)
