"""Surges against known values of the Poisson tail; risks over cases told by hand."""

from dataclasses import replace
from datetime import date, timedelta
from math import exp, factorial, isclose

from hypothesis import given
from hypothesis import strategies as st

from services.supervision.domain.warning.risks import Risk, counts, horizon, risks
from services.supervision.domain.warning.surges import Arrival, surges, tail
from services.supervision.domain.watch import Criteria
from shared.calendar import Measure, Span
from shared.rules.limits import Limit
from tests.unit.small_rules import RULES
from tests.unit.supervision.stories import Case, duty, hour, rows, usual

DAY = date(2026, 11, 30)


def days(number: int, each: int, catalogue: str = "heat", place: str = "") -> list[Arrival]:
    """So many on each of the days before."""
    return [Arrival(DAY - timedelta(days=n), catalogue, place) for n in range(1, number + 1) for _ in range(each)]


def today(number: int, catalogue: str = "heat", place: str = "") -> list[Arrival]:
    return [Arrival(DAY, catalogue, place)] * number


def test_the_tail_has_known_values() -> None:
    for count, mean, known in ((0, 1.0, 1.0), (1, 1.0, 1 - exp(-1)), (5, 1.0, 0.0036598), (8, 2.0, 0.0010967)):
        assert isclose(tail(count, mean), known, rel_tol=1e-4)
    assert (tail(5, 0.0), tail(0, 0.0)) == (0.0, 1.0)


@given(st.integers(0, 40), st.floats(0, 30))
def test_the_tail_is_what_is_left_of_the_whole(count: int, mean: float) -> None:
    below = sum(exp(-mean) * mean**number / factorial(number) for number in range(count))
    assert isclose(tail(count, mean), max(0.0, 1 - below), abs_tol=1e-9)
    assert tail(count + 1, mean) <= tail(count, mean)


def test_one_a_day_makes_seven_a_surge_and_six_none() -> None:
    (found,) = surges([*days(28, 1), *today(7)], DAY)
    assert (found.catalogue, found.place, found.count, found.expected) == ("heat", "", 7, 1.0)
    assert isclose(found.chance, 0.0000832, rel_tol=1e-2)
    assert found.chance < 0.001 < tail(5, 1.0)
    assert surges([*days(28, 1), *today(5)], DAY) == []


def test_four_are_never_a_surge_and_five_of_something_new_are() -> None:
    quiet = days(28, 1, "road")
    assert surges([*quiet, *today(4)], DAY) == []
    assert [one.catalogue for one in surges([*quiet, *today(5)], DAY)] == ["heat"]


def test_a_surge_of_a_place_and_of_both_together_is_told_apart() -> None:
    usual_days = [*days(28, 1, "heat", "north"), *days(28, 1, "road", "south")]
    found = surges([*usual_days, *today(9, "heat", "south")], DAY)
    assert {(one.catalogue, one.place) for one in found} == {("heat", ""), ("", "south"), ("heat", "south")}


def test_without_a_week_of_history_nothing_is_said() -> None:
    assert surges([*days(6, 1), *today(50)], DAY) == []
    assert surges([*days(7, 1), *today(50)], DAY) != []


def test_days_longer_ago_than_four_weeks_and_days_after_do_not_count() -> None:
    far = [Arrival(DAY - timedelta(days=29), "heat", "")] * 900
    later = [Arrival(DAY + timedelta(days=1), "heat", "")] * 900
    assert len(surges([*far, *later, *days(28, 1), *today(7)], DAY)) == 1


# cases at risk


def at_risk(*cases: Case, hours: float, watched: tuple[Criteria, ...] = ()) -> list[Risk]:
    rules = replace(RULES, limits={"warning": Limit("warning", "warning", Span(8, Measure.HOURS), "test")})
    return risks(rows(*cases, as_of=hour(hours)), watched, hour(hours), rules)


def kinds(*cases: Case, hours: float) -> dict[str, tuple[str, ...]]:
    return {one.row.case_no: one.kinds for one in at_risk(*cases, hours=hours)}


def handled(no: str) -> Case:
    """Answer due at hour 41."""
    return Case(no).accepted().dispatched().unit(2, "signed").unit(3, "contacted", reached=True)


def test_what_is_due_within_the_limit_and_not_answered_is_at_risk_then_overdue() -> None:
    assert kinds(handled("a"), hours=30) == {}
    assert kinds(handled("a"), hours=34) == {"a": ("due_soon",)}
    assert kinds(handled("a"), hours=42) == {"a": ("overdue",)}
    assert at_risk(handled("a"), hours=34)[0].due_at == hour(41)


def test_an_answered_case_waits_for_approval_alone() -> None:
    case = handled("a").unit(20, "answered", duties=[duty("approve", "housing", 90)])
    assert kinds(case, hours=45) == {}


def test_two_returns_two_extensions_or_another_round_put_a_case_at_risk() -> None:
    back = handled("back")
    for at in (4, 6):
        back.unit(at, "returned", duties=[]).unit(at + 1, "return_settled", accepted=False)
    more = handled("more").unit(4, "extension_requested", number=1).unit(5, "extension_refused", number=1)
    once = handled("once").unit(4, "extension_requested", number=1)
    more.unit(6, "extension_requested", number=2)
    again = usual("again").reopened(60)
    assert kinds(back, more, once, hours=10) == {"back": ("returned_twice",), "more": ("extended_twice",)}
    assert kinds(again, hours=62) == {"again": ("reopened",)}


def test_returns_by_two_units_count_together() -> None:
    case = handled("a").unit(4, "returned", duties=[]).unit(5, "return_settled", accepted=True)
    case.dispatched(6, "finance").unit(7, "returned", "finance", duties=[])
    assert kinds(case, hours=8) == {"a": ("returned_twice",)}


def test_watched_cases_are_listed_while_they_are_open() -> None:
    cases = [handled("a"), handled("b"), usual("c")]
    found = at_risk(*cases, hours=10, watched=(Criteria("a"), Criteria(unit="housing", channel="portal")))
    assert [(one.row.case_no, one.kinds) for one in found] == [("a", ("watched",))]
    assert len(at_risk(*cases, hours=10, watched=(Criteria(theme="housing"),))) == 3
    assert len(at_risk(*cases, hours=100, watched=(Criteria(theme="housing"),))) == 2


def test_the_most_reasons_come_first_then_the_earliest_due() -> None:
    later = Case("later", 2).accepted(2).dispatched(3)
    found = at_risk(later, handled("soon"), usual("x"), hours=36, watched=(Criteria("x"), Criteria("later")))
    assert [one.row.case_no for one in found] == ["later", "soon", "x"]
    assert counts(found)["due_soon"] == 2


def test_without_a_limit_soon_is_eight_working_hours() -> None:
    monday_nine = hour(0)
    assert horizon(monday_nine, RULES) == RULES.calendar.due(monday_nine, Span(8, Measure.WORKING_HOURS))
