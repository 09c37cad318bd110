"""Pauses and extensions, by example. Open 09:00-12:00 and 14:30-17:30."""

import pytest

from shared.calendar import Measure, Remaining, WorkingCalendar
from tests.unit.calendar.local import PLAIN, at, span, wall

PAUSED = """
2026-11-23 10:00 | 5 working_days      | 2026-11-25 10:00 | 2026-12-07 10:00 | 2026-12-10 17:30
2026-11-23 10:00 | 5 working_days      | 2026-11-23 11:00 | 2026-12-07 10:00 | 2026-12-14 17:30
2026-11-23 10:00 | 5 working_days      | 2026-11-28 11:00 | 2026-12-05 10:00 | 2026-12-07 17:30
2026-11-23 10:00 | 5 working_days      | 2026-11-27 11:00 | 2026-12-02 23:59 | 2026-12-03 17:30
2026-09-28 10:00 | 3 working_days      | 2026-09-29 10:00 | 2026-10-03 10:00 | 2026-10-09 17:30
2025-12-29 10:00 | 3 working_days      | 2025-12-30 10:00 | 2026-01-01 10:00 | 2026-01-05 17:30
2026-11-23 10:00 | 3 working_half_days | 2026-11-23 15:00 | 2026-11-25 10:00 | 2026-11-26 12:00
2026-11-23 10:00 | 3 working_half_days | 2026-11-23 13:00 | 2026-11-25 13:00 | 2026-11-26 17:30
2026-11-23 10:00 | 4 working_hours     | 2026-11-23 11:00 | 2026-11-24 16:30 | 2026-11-25 11:00
2026-11-23 11:00 | 90 working_minutes  | 2026-11-23 13:00 | 2026-11-28 22:00 | 2026-11-30 09:30
2026-11-23 10:00 | 24 hours            | 2026-11-23 20:00 | 2026-11-29 20:00 | 2026-11-30 10:00
2026-11-23 10:00 | 10 calendar_days    | 2026-11-24 10:00 | 2026-12-24 12:00 | 2027-01-02 12:00
2026-11-23 10:00 | 30 minutes          | 2026-11-23 10:10 | 2026-11-23 23:50 | 2026-11-24 00:10
"""

EXTENDED = """
2026-11-30 17:30 | 3 working_days      | 2026-12-03 17:30
2026-09-30 17:30 | 3 working_days      | 2026-10-10 17:30
2026-11-28 23:00 | 1 working_days      | 2026-11-30 17:30
2026-11-25 00:00 | 1 working_days      | 2026-11-25 17:30
2026-11-25 00:01 | 1 working_days      | 2026-11-26 17:30
2026-11-23 12:00 | 1 working_half_days | 2026-11-23 17:30
2026-11-23 17:30 | 1 working_half_days | 2026-11-24 12:00
2026-11-23 12:00 | 1 working_hours     | 2026-11-23 15:30
2026-11-23 10:00 | 24 hours            | 2026-11-24 10:00
2026-11-28 10:00 | 2 calendar_days     | 2026-11-30 10:00
"""


def rows(table: str) -> list[list[str]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [line for line in lines if line[-1]]


@pytest.mark.parametrize(("start", "limit", "paused", "resumed", "due"), rows(PAUSED))
def test_a_pause_keeps_what_is_unspent(start: str, limit: str, paused: str, resumed: str, due: str) -> None:
    remaining = PLAIN.pause(at(start), span(limit), at(paused))
    assert wall(PLAIN.resume(at(resumed), remaining)) == due


@pytest.mark.parametrize(("due", "more", "extended"), rows(EXTENDED))
def test_an_extension_counts_from_the_due_time(due: str, more: str, extended: str) -> None:
    assert wall(PLAIN.extend(at(due), span(more))) == extended


def test_what_remains_is_told_in_days_halves_or_microseconds() -> None:
    monday, wednesday = at("2026-11-23 10:00"), at("2026-11-25 10:00")
    assert PLAIN.pause(monday, span("5 working_days"), wednesday) == Remaining(3, Measure.WORKING_DAYS)
    assert PLAIN.pause(monday, span("5 working_half_days"), wednesday) == Remaining(1, Measure.WORKING_HALF_DAYS)
    assert PLAIN.pause(monday, span("13 working_hours"), wednesday) == Remaining(3_600_000_000, Measure.WORKING_HOURS)
    assert PLAIN.pause(monday, span("49 hours"), wednesday) == Remaining(3_600_000_000, Measure.HOURS)


@pytest.mark.parametrize(
    ("resumed", "due"),
    [
        ("2026-11-24 10:00", "2026-11-24 17:30"),  # the same day: nothing has changed
        ("2026-11-26 09:00", "2026-11-26 17:30"),
        ("2026-11-26 18:00", "2026-11-27 17:30"),  # after closing: the next working day
        ("2026-11-28 10:00", "2026-11-30 17:30"),
    ],
)
def test_what_was_paused_on_its_last_day_has_a_last_day(resumed: str, due: str) -> None:
    remaining = PLAIN.pause(at("2026-11-23 10:00"), span("1 working_days"), at("2026-11-24 10:00"))
    assert remaining == Remaining(0, Measure.WORKING_DAYS)
    assert wall(PLAIN.resume(at(resumed), remaining)) == due


def test_what_was_paused_at_its_due_time_is_due_when_it_resumes() -> None:
    remaining = PLAIN.pause(at("2026-11-23 10:00"), span("1 working_days"), at("2026-11-24 17:30"))
    assert remaining == Remaining(0, Measure.MINUTES)
    assert wall(PLAIN.resume(at("2026-11-26 10:11"), remaining)) == "2026-11-26 10:11"


def test_a_due_time_that_no_working_day_ends_at_keeps_its_plain_time() -> None:
    remaining = PLAIN.left(at("2026-11-29 12:00"), Measure.WORKING_DAYS, at("2026-11-27 12:00"))
    assert remaining == Remaining(2 * 24 * 3_600_000_000, Measure.MINUTES)


def test_a_limit_may_be_paused_again_after_it_was_extended() -> None:
    calendar = WorkingCalendar()
    due = calendar.extend(calendar.due(at("2026-11-23 10:00"), span("2 working_days")), span("3 working_days"))
    first = calendar.left(due, Measure.WORKING_DAYS, at("2026-11-24 10:00"))
    again = calendar.resume(at("2026-12-01 10:00"), first)
    second = calendar.left(again, Measure.WORKING_DAYS, at("2026-12-02 10:00"))
    assert (first.amount, wall(again), second.amount) == (4, "2026-12-07 17:30", 3)


def test_what_has_lapsed_cannot_be_paused() -> None:
    with pytest.raises(ValueError, match="lapsed"):
        PLAIN.pause(at("2026-11-23 10:00"), span("1 working_days"), at("2026-11-24 17:31"))


def test_what_has_not_started_cannot_be_paused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        PLAIN.pause(at("2026-11-23 10:00"), span("1 working_days"), at("2026-11-23 09:59"))


def test_nothing_remains_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="negative"):
        Remaining(-1, Measure.HOURS)
