"""The brief over cases told by hand; hour 0 is Monday 2 November 2026, 9:00."""

from datetime import date, timedelta

from services.supervision.domain.assessment.brief import Brief, brief
from services.supervision.domain.assessment.period import DAY, Period
from shared.kernel.times import midnight
from tests.unit.supervision.stories import Case, duty, hour, rows, usual

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)


def of(since: date, *cases: Case, last: date | None = None) -> Brief:
    period = Period(since, last or since, midnight((last or since) + DAY))
    return brief(rows(*cases, as_of=period.as_of), period)


def test_a_day_tells_what_was_received_closed_and_what_ran_out_in_it() -> None:
    late = Case("late").accepted().dispatched()
    monday = of(MONDAY, usual("a", channel="portal"), late)
    assert (monday.received, monday.responses) == ({"portal": 1, "12345": 1}, {"accepted": 2})
    assert (monday.closed, monday.open) == ({}, 2)
    assert [(no, lapse.duty) for no, lapse in monday.lapses] == [("late", "sign"), ("late", "first_contact")]
    tuesday = of(TUESDAY, usual("a"), late)
    assert (tuesday.received, tuesday.closed) == ({}, {"housing": 1})
    assert tuesday.lapses == []


def test_what_happens_later_does_not_change_a_day() -> None:
    told = [Case("late").accepted().dispatched()]
    before = of(MONDAY, *told)
    told[0].closed(60, begun=50)
    assert of(MONDAY, *told) == before
    assert of(TUESDAY + timedelta(days=1), *told).closed == {"housing": 1}


def test_overdue_returned_and_reopened_are_told_by_unit() -> None:
    overdue = Case("o").accepted().dispatched().unit(2, "signed").unit(3, "contacted", reached=True)
    twice = Case("t").accepted().dispatched(1, "tax")
    for at in (2, 4):
        twice.unit(at, "returned", "tax", duties=[duty("settle_return", "desk", at + 4)])
        twice.unit(at + 1, "return_settled", "tax", accepted=False)
    again = usual("a").reopened(60)
    week = of(MONDAY, overdue, twice, again, last=date(2026, 11, 8))
    assert week.returned == {"tax": 2}
    assert week.reopened == {"housing": 1}
    assert week.overdue == {"housing": 2, "tax": 1}
    assert week.units == ["housing", "tax"]


def test_the_oldest_open_cases_come_first_with_who_has_them_now() -> None:
    desk = Case("desk", 3).accepted(3)
    unit = Case("unit", 2).accepted(2).dispatched(3)
    called = Case("called", 1).accepted(1).dispatched(2).closed(10, begun=2)
    told = of(MONDAY, desk, unit, called, usual("done", -100))
    assert [(one.case_no, one.unit) for one in told.oldest] == [("unit", "housing"), ("desk", "")]
    assert told.open == 2


def test_a_case_that_no_unit_has_tells_why() -> None:
    pooled = Case("p", 1).accepted(1).dispatched(2).say(3, "work_order.pooled", round=1)
    merged = Case("m", 2).accepted(2).say(3, "work_order.merged", round=1, leading="p")
    outside = Case("o", 3).accepted(3).dispatched(4).unit(5, "transferred", to="", outside=True, duties=[])
    inside = Case("i", 4).accepted(4).dispatched(4).unit(5, "transferred", to="tax", outside=False, duties=[])
    told = of(MONDAY, pooled, merged, outside, inside.dispatched(5, "tax"))
    assert [(one.unit, one.aside) for one in told.oldest] == [
        *(("", "common_need"), ("", "merged"), ("", "transfer"), ("tax", "")),
    ]
    pooled.say(6, "work_order.held", round=1, duties=[])
    merged.say(6, "work_order.released", round=1)
    outside.say(6, "work_order.held", round=1, duties=[])
    assert {one.aside for one in of(MONDAY, pooled, merged, outside).oldest} == {""}


def test_a_lapse_of_a_desk_and_of_a_meeting_is_told_too() -> None:
    held = Case("h").say(4, "appeal.lapsed", duty="accept", unit="desk", due_at="2026-11-02T05:00:00.000000Z")
    due_at = hour(6).isoformat()
    held.say(6, "meeting.lapsed", round=1, duty="decision", unit="tax", due_at=due_at)
    assert [(lapse.duty, lapse.unit) for _, lapse in of(MONDAY, held).lapses] == [
        ("accept", "desk"),
        ("decision", "tax"),
    ]


def test_satisfaction_is_of_the_talks_of_the_period() -> None:
    told = of(TUESDAY + timedelta(days=1), usual("a"))
    (satisfaction, *_) = told.rates
    assert (satisfaction.all.numerator, satisfaction.all.denominator) == (1, 1)
