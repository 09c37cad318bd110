"""The calendar agrees with a reckoning, minute by minute, that shares no code with it."""

from bisect import bisect_left
from datetime import date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shared.calendar import Measure, Span, WorkingCalendar
from tests.unit.calendar.drawn import naive, spans
from tests.unit.calendar.local import HALVES, PLAIN, SHANGHAI, SPECIAL
from tests.unit.calendar.oracle import MINUTE, Office, days
from tests.unit.calendar.walking import Happening, due_at

offices = st.sampled_from([(PLAIN, Office()), (SPECIAL, Office(special=HALVES))])
Pair = tuple[WorkingCalendar, Office]


def local(moment: datetime) -> datetime:
    return moment.astimezone(SHANGHAI).replace(tzinfo=None)


def test_the_same_days_are_working_days() -> None:
    for calendar, office in ((PLAIN, Office()), (SPECIAL, Office(special=HALVES))):
        every = days(date(2024, 1, 1), date(2027, 12, 31))
        assert [day for day in every if calendar.is_working_day(day) != bool(office.opening(day))] == []


@given(offices, naive, spans())
def test_due_times_agree(pair: Pair, start: datetime, span: Span) -> None:
    calendar, office = pair
    due = calendar.due(start.replace(tzinfo=SHANGHAI), span)
    assert local(due) == office.due(start, span.amount, span.measure.value)


@given(offices, naive, spans(), st.floats(0, 1), st.integers(0, 10000))
def test_due_times_agree_after_a_pause(pair: Pair, start: datetime, span: Span, part: float, still: int) -> None:
    calendar, office = pair
    due = office.due(start, span.amount, span.measure.value)
    paused = start + timedelta(minutes=int((due - start).total_seconds() // 60 * part))
    resumed = paused + timedelta(minutes=still)
    remaining = calendar.pause(start.replace(tzinfo=SHANGHAI), span, paused.replace(tzinfo=SHANGHAI))
    assume(remaining.amount)  # the last day is told by example in test_pauses
    ours = calendar.resume(resumed.replace(tzinfo=SHANGHAI), remaining)
    assert local(ours) == office.due_after_pause(start, span.amount, span.measure.value, paused, resumed)


@given(offices, naive, st.integers(0, 5000))
def test_open_time_agrees(pair: Pair, start: datetime, length: int) -> None:
    calendar, office = pair
    end = start + timedelta(minutes=length)
    ours = calendar.open_time(start.replace(tzinfo=SHANGHAI), end.replace(tzinfo=SHANGHAI))
    assert ours == timedelta(minutes=office.open_minutes(start, end))


def test_working_minutes_agree_from_every_minute_around_a_holiday() -> None:
    """Every minute from the last worked Saturday before 春节 2026 to the one after it, seven minutes each."""
    first, office, span = datetime.fromisoformat("2026-02-14 08:50"), Office(), Span(7, Measure.WORKING_MINUTES)
    every = [first + n * MINUTE for n in range(15 * 24 * 60)]
    open_minutes = [minute for minute in every if office.is_open(minute)]
    for start in every[: 14 * 24 * 60]:
        seventh = open_minutes[bisect_left(open_minutes, start) + 6]
        assert local(PLAIN.due(start.replace(tzinfo=SHANGHAI), span)) == seventh + MINUTE


FEW = {"working_days": 4, "working_half_days": 5, "working_hours": 9, "working_minutes": 200, "hours": 40}


@st.composite
def lives(draw: st.DrawFn) -> tuple[Pair, datetime, int, str, list[Happening]]:
    """A limit with up to four things that happen to it, each before it would have ended."""
    pair, start, measure = draw(offices), draw(naive), draw(st.sampled_from(sorted(FEW)))
    amount, happenings, at = draw(st.integers(1, FEW[measure])), list[Happening](), start
    for kind in draw(st.lists(st.sampled_from(["pause", "extend"]), max_size=4)):
        due = due_at(pair[1], start, amount, measure, happenings)
        at += int((due - at) / MINUTE * draw(st.floats(0, 0.99))) * MINUTE
        if kind == "extend":
            happenings.append(Happening(at, kind, draw(st.integers(1, 3)), measure))
        else:
            happenings.append(Happening(at, kind))
            at += draw(st.integers(1, 6000)) * MINUTE
            happenings.append(Happening(at, "resume"))
    return pair, start, amount, measure, happenings


@settings(max_examples=40)
@given(lives())
def test_due_times_agree_whatever_happens_to_the_limit(life: tuple[Pair, datetime, int, str, list[Happening]]) -> None:
    (calendar, office), start, amount, measure, happenings = life
    due, paused = calendar.due(start.replace(tzinfo=SHANGHAI), Span(amount, Measure(measure))), start
    for one in happenings:
        moment = one.at.replace(tzinfo=SHANGHAI)
        match one.kind:
            case "extend":
                due = calendar.extend(due, Span(one.amount, Measure(one.measure)))
            case "pause":
                paused = moment
            case _:
                due = calendar.resume(moment, calendar.left(due, Measure(measure), paused))
    assert local(due) == due_at(office, start, amount, measure, happenings)
