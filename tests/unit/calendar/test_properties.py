from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import Measure, Span, WorkingCalendar
from tests.unit.calendar.drawn import WORKING, calendars, lengths, spans, starts
from tests.unit.calendar.local import PLAIN, SHANGHAI, at, wall

TICK = timedelta(microseconds=1)


@given(calendars, starts, spans())
def test_a_limit_ends_after_it_starts_and_is_told_in_utc(
    calendar: WorkingCalendar, start: datetime, span: Span
) -> None:
    due = calendar.due(start, span)
    assert due > start
    assert due.tzinfo is UTC


@given(calendars, starts, spans(), st.integers(1, 20))
def test_a_longer_limit_never_ends_sooner(calendar: WorkingCalendar, start: datetime, span: Span, more: int) -> None:
    assert calendar.due(start, span) < calendar.due(start, Span(span.amount + more, span.measure))


@given(calendars, starts, lengths, spans())
def test_a_later_start_never_ends_sooner(
    calendar: WorkingCalendar, start: datetime, later: timedelta, span: Span
) -> None:
    assert calendar.due(start, span) <= calendar.due(start + later, span)


@given(calendars, starts, spans(WORKING))
def test_working_limits_never_end_on_a_rest_day(calendar: WorkingCalendar, start: datetime, span: Span) -> None:
    due = calendar.due(start, span).astimezone(SHANGHAI)
    assert calendar.is_working_day(due.date())
    assert any(opens <= due.time() <= closes for opens, closes in calendar.open_periods(due.date()))


@given(calendars, starts, spans([Measure.WORKING_DAYS]))
def test_working_days_end_at_closing_time(calendar: WorkingCalendar, start: datetime, span: Span) -> None:
    due = calendar.due(start, span).astimezone(SHANGHAI)
    assert due.time() == calendar.open_periods(due.date())[-1][1]


@given(calendars, starts, spans([Measure.WORKING_HOURS, Measure.WORKING_MINUTES]))
def test_exactly_the_open_time_that_was_given_has_passed(
    calendar: WorkingCalendar, start: datetime, span: Span
) -> None:
    given_time = timedelta(minutes=span.amount * (60 if span.measure is Measure.WORKING_HOURS else 1))
    due = calendar.due(start, span)
    assert calendar.open_time(start, due) == given_time
    assert calendar.open_time(start, due - TICK) == given_time - TICK


@given(calendars, starts, spans(), st.floats(0, 1))
def test_pausing_and_resuming_at_once_changes_nothing(
    calendar: WorkingCalendar, start: datetime, span: Span, part: float
) -> None:
    due = calendar.due(start, span)
    paused_at = min(due, start + (due - start) * part)
    assert calendar.resume(paused_at, calendar.pause(start, span, paused_at)) == due


@given(calendars, starts, spans(), st.floats(0, 1), lengths)
def test_a_pause_never_makes_a_limit_end_sooner(
    calendar: WorkingCalendar, start: datetime, span: Span, part: float, still: timedelta
) -> None:
    due = calendar.due(start, span)
    paused_at = min(due, start + (due - start) * part)
    remaining = calendar.pause(start, span, paused_at)
    assert due <= calendar.resume(paused_at + still, remaining) <= calendar.resume(paused_at + still * 2, remaining)


@given(calendars, starts, lengths, st.sampled_from(list(Measure)))
def test_whatever_the_due_time_resuming_at_once_gives_it_back(
    calendar: WorkingCalendar, moment: datetime, until_due: timedelta, measure: Measure
) -> None:
    due_at = moment + until_due
    assert calendar.resume(moment, calendar.left(due_at, measure, moment)) == due_at


@given(calendars, starts, spans(), st.integers(1, 10))
def test_a_limit_extended_is_the_longer_limit(
    calendar: WorkingCalendar, start: datetime, span: Span, more: int
) -> None:
    extended = calendar.extend(calendar.due(start, span), Span(more, span.measure))
    assert extended == calendar.due(start, Span(span.amount + more, span.measure))


@given(calendars, starts, spans(), spans())
def test_an_extension_of_any_measure_gives_more_time(
    calendar: WorkingCalendar, start: datetime, limit: Span, more: Span
) -> None:
    assert calendar.extend(calendar.due(start, limit), more) > calendar.due(start, limit)


@given(calendars, starts)
def test_the_next_opening_is_open_and_nothing_was_open_before(calendar: WorkingCalendar, moment: datetime) -> None:
    opening = calendar.next_opening(moment)
    assert opening >= moment
    assert calendar.open_time(moment, opening) == timedelta(0)
    assert calendar.open_time(opening, opening + TICK) == TICK


@given(st.integers(2004, 2040), st.integers(0, 59), spans(WORKING))
def test_limits_cross_new_year_in_one_piece(year: int, minute: int, span: Span) -> None:
    eve = at(f"{year}-12-31 23:{minute:02}")
    due = PLAIN.due(eve, span)
    assert wall(due)[:4] > str(year)
    assert due == PLAIN.due(eve - timedelta(hours=5), span)


@given(starts, spans())
def test_the_zone_of_the_start_does_not_matter(start: datetime, span: Span) -> None:
    assert PLAIN.due(start.astimezone(UTC), span) == PLAIN.due(start, span)
