"""Over the demo's month of cases of every kind, each rate is what a plain count over the raw logs says."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.cli.installation import Installation
from services.supervision.domain.assessment.figures import figure, grouped
from services.supervision.domain.assessment.folding import rows_of
from services.supervision.domain.assessment.period import Period, day_of
from services.supervision.domain.assessment.rates import BY_CODE, RATES
from services.supervision.domain.assessment.row import Row
from services.supervision.readmodels.assessment import query
from shared.eventlog.fact import fact_of
from tests.counting import Raw

COUNTED = ("intake", "routing", "supervision")


@pytest.fixture(scope="module")
def raw(played: Installation) -> Raw:
    return Raw(fact_of(entry.body) for name in COUNTED for entry in played.houses[name].log.read())


@pytest.fixture(scope="module")
def last(raw: Raw) -> datetime:
    return max(fact.recorded_at for fact in raw.facts)


@pytest.fixture(scope="module")
def period(last: datetime) -> Period:
    return Period(day_of(last - timedelta(days=60)), day_of(last), last + timedelta(microseconds=1))


@pytest.fixture(scope="module")
def rows(played: Installation, period: Period) -> list[Row]:
    with played.houses["supervision"].engine.connect() as connection:
        return rows_of(query.alive(connection, period.begin, period.as_of), period.as_of)


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_each_rate_agrees_with_a_plain_count(raw: Raw, rows: list[Row], period: Period, code: str) -> None:
    found = figure(BY_CODE[code], rows, period)
    assert found.all.denominator > 0, "the demo shows nothing of this rate"
    assert (found.all.numerator, found.all.denominator) == raw.count(code), difference(found.cases, raw, code)


def difference(cases: Iterable[Any], raw: Raw, code: str) -> str:
    """What helps to find why not."""
    ours = {case.row.case_no for case in cases}
    types = {"signed_in_time": "signed", "first_contact": "contacted", "closed_in_time": "closed"}
    theirs = {no for no, _ in raw.handlings(f"work_order.{types[code]}")} if code in types else set()
    return f"only in one: {sorted(ours ^ theirs)[:5]}" if theirs else f"{len(ours)} cases"


def test_units_together_are_the_whole(rows: list[Row], period: Period) -> None:
    for rate in RATES:
        sums: dict[str, int] = defaultdict(int)
        for part in grouped(rate, rows, period, "unit").values():
            sums["numerator"] += part.all.numerator
            sums["denominator"] += part.all.denominator
        whole = figure(rate, rows, period).all
        assert sums == {"numerator": whole.numerator, "denominator": whole.denominator}


def test_a_day_in_the_middle_is_the_same_from_the_whole_and_from_what_was_alive(
    played: Installation, last: datetime
) -> None:
    """Reading only the cases that may matter loses none that does."""
    middle = last - timedelta(days=12)
    day = Period(day_of(middle), day_of(middle), middle)
    with played.houses["supervision"].engine.connect() as connection:
        some = rows_of(query.alive(connection, day.begin, day.as_of), day.as_of)
        every = rows_of(query.alive(connection, day.begin - timedelta(days=90), day.as_of), day.as_of)
    for rate in RATES:
        assert figure(rate, some, day).all == figure(rate, every, day).all
