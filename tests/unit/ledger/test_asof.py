"""What people read of a duty, of where its due time comes from, and of a moment."""

import re
from datetime import UTC, datetime

import pytest

from services.ledger.domain.standing import Duty, standing_of
from services.ledger.domain.standing.difference import difference
from services.ledger.domain.standing.duty import ENDED, KEPT, LATE
from services.ledger.domain.standing.responsible import Helper
from services.ledger.web.asof import CHANGED, basis_of, name_of, typed
from services.ledger.web.moments import Basis
from services.ledger.web.words import ASKS, ENDS, HELPING, PARTS
from shared.rules import rules
from shared.rules.limits import REQUIRED
from tests.unit.ledger.told import at, due, said

CHINESE = re.compile(r"[一-鿿]")


def a_duty(about: str, duty: str, limit: str = "sign") -> Duty:
    return Duty(about, "", duty, "housing", at(2), at(0), limit)


def test_a_duty_says_whose_it_is_where_it_is_not_the_lead_unit_s() -> None:
    assert name_of(a_duty("work_order", "sign")) == "签收"
    assert name_of(a_duty("part", "sign")) == "协办：签收"
    assert name_of(a_duty("ask", "ask_urge")) == "回应催办"


def test_every_ask_with_a_limit_has_a_word() -> None:
    assert {name for name in REQUIRED if name.startswith("ask_")} == ASKS.keys()


def test_a_due_time_says_its_limit_or_that_a_person_named_the_day() -> None:
    one = a_duty("work_order", "sign")
    assert basis_of(one, Basis("签收", 1, "working_half_days")) == "签收（1 个半日（工作日））"
    assert basis_of(a_duty("meeting", "decision", ""), Basis()) == "由人指定的日期"
    assert CHINESE.search(basis_of(one, Basis()))


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 11, 24, 4, tzinfo=UTC), "2026-11-24T12:00:00"),
        (datetime(2026, 11, 24, 4, 0, 0, 1, tzinfo=UTC), "2026-11-24T12:00:01"),
        (datetime(2026, 12, 31, 15, 59, 59, 999_999, tzinfo=UTC), "2027-01-01T00:00:00"),
        (None, ""),
    ],
)
def test_a_moment_is_shown_so_that_what_was_recorded_by_then_stays_in_sight(
    moment: datetime | None, shown: str
) -> None:
    assert typed(moment) == shown


def test_everything_that_may_be_different_has_a_word() -> None:
    whole = said(0, "work_order.dispatched", due("sign", 2), form="assigned", supporting=["finance"])
    told = difference(standing_of([]), standing_of([whole, said(1, "work_order.signed")]))
    merged = difference(standing_of([]), standing_of([said(0, "work_order.merged", leading="N")]))
    pooled = difference(standing_of([]), standing_of([said(0, "work_order.pooled", common_need="n")]))
    assert told.changed.keys() | merged.changed.keys() | pooled.changed.keys() == CHANGED.keys()


def test_every_part_state_and_end_has_a_word() -> None:
    assert PARTS.keys() == set(rules.PARTS)
    assert Helper("finance").state in HELPING
    assert {KEPT, LATE, ENDED} == ENDS.keys()
