"""The calendar, and who computes due times with it, agree to the minute with a table that an oracle wrote day by day.

The table is due_times.csv; after a change of the cases: `python -m tests.unit.calendar.due_table`.
"""

from collections import Counter
from datetime import date, datetime
from functools import cache

import pytest

from shared.calendar import Measure, Span, WorkingCalendar
from tests.unit.calendar.due_table import Row, reckoned, rows
from tests.unit.calendar.limited import DUTIES as OF_ORDERS
from tests.unit.calendar.limited_beside import MADE
from tests.unit.calendar.lived import answer_due, can_be_lived, delivery_due
from tests.unit.calendar.local import SHANGHAI, at, periods, wall
from tests.unit.calendar.oracle import Office

ROWS = rows()
COVERED = (
    *("holiday or make-up day", "opening hours", "rest day", "night", "across years", "urgent", "calendar days"),
    *("half days and local days", "pause", "several pauses", "extension", "pause and extension"),
)
PLAIN = [row for row in ROWS if not row.happens]
DUTIES = {**OF_ORDERS, **MADE}
LIVED = [row for row in ROWS if can_be_lived(row)]


def calendar(row: Row) -> WorkingCalendar:
    return _calendar(tuple(row.special.items()))


@cache
def _calendar(special: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]) -> WorkingCalendar:
    return WorkingCalendar(overrides=tuple((date.fromisoformat(day), periods(own)) for day, own in special))


def due(row: Row) -> datetime:
    """As a service would compute it: the due time from the start, then each thing that happens."""
    days, (amount, measure) = calendar(row), row.span
    found = days.due(at(row.received_at), Span(amount, Measure(measure)))
    paused: datetime | None = None
    for one in row.happenings:
        moment = one.at.replace(tzinfo=SHANGHAI)
        if one.kind == "extend":
            found = days.extend(found, Span(one.amount, Measure(one.measure)))
        elif one.kind == "pause":
            paused = moment
        else:
            assert paused is not None
            found = days.resume(moment, days.left(found, Measure(measure), paused))
    return found


def test_the_table_is_what_the_oracle_reckons() -> None:
    assert reckoned() == ROWS


def test_the_table_has_enough_of_everything() -> None:
    counted = Counter(row.covers for row in ROWS)
    assert len(ROWS) >= 200
    assert set(counted) == set(COVERED)
    assert min(counted.values()) >= 6
    assert len({(row.received_at, row.limit, row.special_days, row.happens) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.case}")
def test_the_calendar_agrees_with_the_table(row: Row) -> None:
    assert wall(due(row)) == row.due_at


@pytest.mark.parametrize("duty", DUTIES)
def test_who_sets_a_duty_agrees_with_the_table(duty: str) -> None:
    told = [
        (row.case, wall(DUTIES[duty](calendar(row), Span(row.span[0], Measure(row.span[1])), at(row.received_at))))
        for row in PLAIN
    ]
    assert told == [(row.case, row.due_at) for row in PLAIN]


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: f"{row.case}")
def test_the_walk_agrees_with_the_reckoning_that_looks_ahead(row: Row) -> None:
    """Two ways of counting, neither of which knows the calendar under test."""
    assert Office(special=row.special).due(row.start, *row.span) == row.due


@pytest.mark.parametrize("row", LIVED, ids=lambda row: f"{row.case}")
def test_an_order_that_is_suspended_and_extended_agrees_with_the_table(row: Row) -> None:
    assert wall(answer_due(row, calendar(row))) == row.due_at


@pytest.mark.parametrize("row", [row for row in LIVED if row.covers == "extension"], ids=lambda row: f"{row.case}")
def test_a_supporting_part_that_is_extended_agrees_with_the_table(row: Row) -> None:
    assert wall(delivery_due(row, calendar(row))) == row.due_at


def test_enough_of_the_table_can_be_lived() -> None:
    counted = Counter(row.covers for row in LIVED)
    assert min(counted[covers] for covers in ("pause", "several pauses", "extension", "pause and extension")) >= 3
