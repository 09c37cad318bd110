"""The calendar agrees with a reckoning, minute by minute, that shares no code with it."""

from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from shared.calendar import Measure, Span, WorkingCalendar
from tests.unit.calendar.drawn import naive, spans
from tests.unit.calendar.local import HALVES, PLAIN, SHANGHAI, SPECIAL
from tests.unit.calendar.oracle import Office, days

offices = st.sampled_from([(PLAIN, Office()), (SPECIAL, Office(special=HALVES))])
Pair = tuple[WorkingCalendar, Office]


def local(moment: datetime) -> datetime:
    return moment.astimezone(SHANGHAI).replace(tzinfo=None)


def test_the_same_days_are_working_days() -> None:
    for calendar, office in ((PLAIN, Office()), (SPECIAL, Office(special=HALVES))):
        every = days(datetime(2024, 1, 1).date(), datetime(2027, 12, 31).date())
        assert [day for day in every if calendar.is_working_day(day) != bool(office.opening(day))] == []


@given(offices, naive, spans())
def test_due_times_agree(pair: Pair, start: datetime, span: Span) -> None:
    calendar, office = pair
    due = calendar.due(start.replace(tzinfo=SHANGHAI), span)
    assert local(due) == office.due(start, span.amount, span.measure.value)


@given(offices, naive, spans(), st.floats(0, 1), st.integers(0, 20000))
def test_due_times_agree_after_a_pause(pair: Pair, start: datetime, span: Span, part: float, still: int) -> None:
    calendar, office = pair
    due = office.due(start, span.amount, span.measure.value)
    paused = start + timedelta(minutes=int((due - start).total_seconds() // 60 * part))
    resumed = paused + timedelta(minutes=still)
    remaining = calendar.pause(start.replace(tzinfo=SHANGHAI), span, paused.replace(tzinfo=SHANGHAI))
    assume(remaining.amount)  # the last day is told by example in test_pauses
    ours = calendar.resume(resumed.replace(tzinfo=SHANGHAI), remaining)
    assert local(ours) == office.due_after_pause(start, span.amount, span.measure.value, paused, resumed)


@given(offices, naive, st.integers(0, 20000))
def test_open_time_agrees(pair: Pair, start: datetime, length: int) -> None:
    calendar, office = pair
    end = start + timedelta(minutes=length)
    ours = calendar.open_time(start.replace(tzinfo=SHANGHAI), end.replace(tzinfo=SHANGHAI))
    assert ours == timedelta(minutes=office.open_minutes(start, end))


def test_working_minutes_agree_from_every_minute_around_a_holiday() -> None:
    """Every minute from the last worked Saturday before 春节 2026 to the one after it."""
    office, span = Office(), Span(7, Measure.WORKING_MINUTES)
    start = datetime(2026, 2, 14, 8, 50)
    expected = office.due(start, 7, "working_minutes")
    while start < datetime(2026, 2, 28, 9, 10):
        if expected < start + timedelta(minutes=8) or office.is_open(start):
            expected = office.due(start, 7, "working_minutes")
        assert local(PLAIN.due(start.replace(tzinfo=SHANGHAI), span)) == expected
        start += timedelta(minutes=1)
