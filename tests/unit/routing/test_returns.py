"""首接负责制: an order is not passed on for ever."""

from dataclasses import replace

import pytest

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.commands import SettleReturn
from services.routing.domain.work_order.state import State
from shared.kernel.actor import Actor
from shared.kernel.text import Text
from tests.unit.routing import orders
from tests.unit.routing.orders import CASE, DESK, DISPATCH, RETURN, moment, refusal, said, then

ACCEPT = SettleReturn(CASE, True, None, moment(DESK))
REFUSE = replace(ACCEPT, accepted=False)
TO_FINANCE = replace(DISPATCH, unit="finance")
FINANCE_RETURNS = replace(RETURN, moment=moment(Actor("sun", "finance")))
ONCE = (*orders.WAY[State.RETURNED], ACCEPT)


def test_the_first_return_is_settled_by_the_desk_alone() -> None:
    assert work_order.fold(said(*ONCE)).state is State.HELD


@pytest.mark.parametrize("settle", [ACCEPT, REFUSE], ids=["accepted", "refused"])
def test_the_second_return_of_a_case_is_settled_by_consultation_or_instruction(settle: SettleReturn) -> None:
    twice = (*ONCE, TO_FINANCE, FINANCE_RETURNS)
    assert refusal(settle, said(*twice)) == "work_order.second_return"
    assert refusal(replace(settle, how="lot"), said(*twice)) == "work_order.unknown_way"
    for how in ("consultation", "instruction"):
        (settled, *_) = then(said(*twice), replace(settle, how=how))
        assert settled.how == how


def test_after_two_refusals_the_unit_keeps_it() -> None:
    twice = (*orders.WAY[State.RETURNED], REFUSE, RETURN, replace(REFUSE, how="consultation"))
    assert refusal(RETURN, said(*twice)) == "work_order.returns_used_up"


def test_a_unit_that_returned_it_only_gets_it_again_with_a_reason() -> None:
    assert refusal(DISPATCH, said(*ONCE)) == "work_order.returned_before"
    assert refusal(replace(DISPATCH, reason=Text(" ")), said(*ONCE)) == "work_order.returned_before"
    (sent,) = then(said(*ONCE), replace(DISPATCH, reason=Text("职责清单第三条")))
    assert sent.reason == Text("职责清单第三条", key=f"case/{CASE}")


def test_another_unit_needs_no_reason() -> None:
    assert work_order.fold(said(*ONCE, TO_FINANCE)).unit == "finance"
