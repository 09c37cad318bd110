from datetime import date, time
from typing import Any

import pytest

from shared.calendar import WorkingCalendar, calendar_from
from shared.calendar.hours import USUAL
from tests.unit.calendar.local import at, span, wall

PLAIN = [["09:00", "12:00"], ["14:30", "17:30"]]
MORNING = [["09:00", "12:00"]]


def test_opening_hours_are_all_that_is_needed() -> None:
    assert calendar_from({"opening": PLAIN}) == WorkingCalendar((USUAL,) * 7)
    assert calendar_from({"opening": PLAIN, "zone": "Asia/Shanghai", "days": {}, "complete_years": []}) == (
        WorkingCalendar()
    )


def test_each_weekday_may_have_its_own_and_make_up_days_have_mondays() -> None:
    week = dict.fromkeys(("tue", "wed", "thu", "fri"), PLAIN)
    calendar = calendar_from({"opening": {"mon": MORNING, **week, "sun": [["10:00", "11:00"]]}})
    assert calendar.open_periods(date(2026, 11, 23)) == ((time(9), time(12)),)
    assert calendar.open_periods(date(2026, 11, 24)) == USUAL
    assert calendar.open_periods(date(2026, 2, 14)) == ((time(9), time(12)),)
    assert calendar.open_periods(date(2026, 9, 20)) == ((time(10), time(11)),)


def test_single_days_rest_work_or_have_their_own_hours() -> None:
    days = {"2027-02-05": "rest", "2027-02-20": "work", "2027-02-04": MORNING}
    calendar = calendar_from({"opening": PLAIN, "days": days, "complete_years": [2027]})
    assert calendar.open_periods(date(2027, 2, 5)) == ()
    assert calendar.open_periods(date(2027, 2, 20)) == USUAL
    assert wall(calendar.due(at("2027-02-03 10:00"), span("1 working_days"))) == "2027-02-04 12:00"
    assert calendar.unknown_years(at("2027-01-01 00:00"), at("2028-01-01 00:00")) == (2028,)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"nonsense": True}, "不认识“nonsense”，可用的是 zone、opening、days、complete_years"),
        ({"zone": "UTC"}, "“zone”只能是 Asia/Shanghai，现在是 'UTC'"),
        ({"opening": None}, "“opening”应为时段列表"),
        ({"opening": []}, "“opening”应为时段列表"),
        ({"opening": ["09:00-12:00"]}, "“opening”应为时段列表"),
        ({"opening": [["9:00", "12:00"]]}, "“opening”应为时段列表"),
        ({"opening": [["09:00", "24:00"]]}, "“opening”应为时段列表"),
        ({"opening": [["09:00", "12:00", "13:00"]]}, "“opening”应为时段列表"),
        ({"opening": [["12:00", "09:00"]]}, "“opening”的时段应先开后关"),
        ({"opening": [["09:00", "12:00"], ["11:00", "13:00"]]}, "互不重叠"),
        ({"opening": {"mon": PLAIN}}, "“opening”缺少 fri，请补上"),
        ({"opening": {"monday": PLAIN}}, "“opening”里不认识“monday”，应为 mon、tue"),
        ({"opening": {key: [] for key in ("mon", "tue", "wed", "thu", "fri")}}, "“opening.mon”应为时段列表"),
        ({"days": ["2027-02-05"]}, "“days”应为对照表"),
        ({"days": {"2027-2-5": "rest"}}, "“days”里“2027-2-5”不是日期"),
        ({"days": {"20270205": "rest"}}, "“days”里“20270205”不是日期"),
        ({"days": {"2027-02-30": "rest"}}, "“days”里“2027-02-30”不是日期"),
        ({"days": {"2027-02-05": "holiday"}}, "“days.2027-02-05”应为 rest（休息）、work（上班）或当天的时段"),
        ({"days": {"2027-02-05": []}}, "“days.2027-02-05”应为 rest"),
        ({"complete_years": 2027}, "“complete_years”应为年份列表"),
        ({"complete_years": ["2027"]}, "“complete_years”应为年份列表"),
        ({"complete_years": [True]}, "“complete_years”应为年份列表"),
    ],
)
def test_a_fault_is_told_in_a_sentence_that_says_what_to_mend(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        calendar_from({"opening": PLAIN, **change})


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ValueError, match=r"zone.*opening.*2027-13-01.*complete_years"):
        calendar_from({"zone": "", "opening": 1, "days": {"2027-13-01": "rest"}, "complete_years": None})
