"""Figures: parts make the whole, numerators are parts of denominators, exclusions are kept beside, ranks have ties."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.supervision.domain.assessment.figures import GROUPS, Count, figure, grouped, league
from services.supervision.domain.assessment.folding import rows_of
from services.supervision.domain.assessment.period import days_of
from services.supervision.domain.assessment.rates import BY_CODE, RATES
from tests.unit.supervision.stories import NOVEMBER, NOW, Case, counted, rows, told, usual

UNITS, CHANNELS = ("housing", "finance", "tax"), ("12345", "portal")
STEPS = (
    "dispatch",
    "sign",
    "contact",
    "return",
    "refuse",
    "accept_return",
    "answer",
    "approve",
    "close",
    "call",
    "reopen",
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case through steps in any order, sensible or not, at growing hours."""
    at = draw(st.floats(-300, 500))
    case = Case(draw(st.uuids()).hex, at, channel=draw(st.sampled_from(CHANNELS)))
    unit, round_ = draw(st.sampled_from(UNITS)), 1
    for step in draw(st.lists(st.sampled_from(STEPS), max_size=14)):
        at += draw(st.floats(0.1, 60))
        if step == "dispatch":
            unit = draw(st.sampled_from(UNITS))
            case.dispatched(at, unit, round=round_)
        elif step == "reopen":
            round_ += 1
            case.reopened(at, round_, unit)
        elif step == "call":
            case.called(at, draw(st.sampled_from((True, False, None))), round_)
        else:
            deed(case, step, at, unit, round_)
    return case


def deed(case: Case, step: str, at: float, unit: str, round_: int) -> None:
    names = {"sign": "signed", "contact": "contacted", "return": "returned", "answer": "answered", "close": "closed"}
    if step in ("refuse", "accept_return"):
        case.unit(at, "return_settled", unit, round_, accepted=step == "accept_return")
    else:
        case.unit(at, names.get(step, "approved"), unit, round_, duties=[], reached=True)
    if step == "close":
        case.planned(at, unit, round_)


@given(st.lists(cases(), max_size=6))
def test_numerators_are_parts_of_denominators_and_groups_make_the_whole(played: list[Case]) -> None:
    told_rows = rows(*played)
    for rate in RATES:
        whole = figure(rate, told_rows, NOVEMBER)
        assert whole.all.numerator <= whole.all.denominator == len(whole.cases)
        for by in GROUPS:
            parts = grouped(rate, told_rows, NOVEMBER, by).values()
            assert sum(part.all.numerator for part in parts) == whole.all.numerator
            assert sum(part.all.denominator for part in parts) == whole.all.denominator


@given(st.lists(cases(), max_size=4), st.randoms())
def test_figures_do_not_depend_on_the_order_of_hearing(played: list[Case], lot: object) -> None:
    heard = told(played)
    lot.shuffle(heard)  # type: ignore[attr-defined]
    mixed = rows_of(heard, NOW)
    for rate in RATES:
        assert figure(rate, mixed, NOVEMBER).all == figure(rate, rows(*played), NOVEMBER).all


@given(st.lists(cases(), max_size=4))
def test_a_case_has_exactly_one_first_row(played: list[Case]) -> None:
    told_rows = rows(*played)
    assert sorted(row.case_no for row in told_rows if row.first) == sorted(case.no for case in played)


def test_an_exclusion_of_one_rate_changes_that_alone_and_both_figures_are_kept() -> None:
    late = Case("late").accepted().dispatched().closed(70)
    excluded = {("late", "closed_in_time")}
    one = counted("closed_in_time", usual("a"), late, excluded=excluded)
    assert (one.all, one.kept) == (Count(1, 2), Count(1, 1))
    other = counted("signed_in_time", usual("a"), late, excluded=excluded)
    assert other.all == other.kept == Count(2, 2)


def test_an_exclusion_of_all_leaves_the_case_out_of_every_rate() -> None:
    for rate in RATES:
        one = counted(rate.code, usual("a"), usual("b"), excluded={("b", "all")})
        assert one.kept.denominator * 2 == one.all.denominator


def test_a_percentage_has_two_decimals_with_halves_up_and_nothing_where_there_is_nothing() -> None:
    assert [Count(*pair).percent for pair in ((2, 3), (1, 8), (1, 1), (0, 5), (1, 20000))] == [
        *("66.67", "12.50", "100.00", "0.00", "0.01"),
    ]
    assert (Count(0, 0).percent, Count(0, 0).share, Count(1, 2).share) == ("", None, Fraction(1, 2))


def test_the_league_has_ties_and_leaves_out_who_has_too_few_cases() -> None:
    late = [Case("l1").accepted().dispatched(1, "tax"), Case("l2").accepted().dispatched(1, "tax")]
    well = [usual(f"{unit}{n}", unit=unit) for unit in ("housing", "finance") for n in (1, 2)]
    few = usual("few", unit="culture")
    ranked = league(grouped(BY_CODE["closed_in_time"], rows(*well, *late, few), NOVEMBER, "unit"), 2)
    assert [(place.code, place.rank) for place in ranked] == [
        *(("finance", 1), ("housing", 1), ("tax", 3), ("culture", None)),
    ]


def test_where_less_is_better_the_least_comes_first() -> None:
    back = usual("back", unit="tax").reopened(60, unit="tax")
    ranked = league(grouped(BY_CODE["reopened"], rows(usual("a"), back), NOVEMBER, "unit"), 1)
    assert [(place.code, place.rank) for place in ranked] == [("housing", 1), ("tax", 2)]


def test_periods_have_their_days() -> None:
    today = date(2027, 1, 15)
    assert days_of("month", today) == (date(2027, 1, 1), today)
    assert days_of("last_month", today) == (date(2026, 12, 1), date(2026, 12, 31))
    assert days_of("quarter", date(2026, 11, 26)) == (date(2026, 10, 1), date(2026, 11, 26))
    assert days_of("year", today) == (date(2027, 1, 1), today)
    assert days_of("custom", today, date(2026, 5, 2), date(2026, 5, 1)) == (date(2026, 5, 1), date(2026, 5, 2))
    assert days_of("custom", today) == (today, today)
    assert days_of("nonsense", today) == days_of("month", today)
