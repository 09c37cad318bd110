"""More time: how often, how long, settled by the desk within its own limit; and what the order makes of it."""

from dataclasses import replace
from datetime import datetime

import pytest

from services.routing.domain.extension import events as said
from services.routing.domain.extension import extension
from services.routing.domain.extension.commands import LapseExtension
from services.routing.domain.work_order import events as order_said
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.commands import Command, LapseDuties, Withdraw
from services.routing.domain.work_order.state import State
from services.routing.domain.work_order.time_commands import AskTime, SettleTime
from shared.kernel.text import Text
from tests.unit.routing import orders
from tests.unit.routing.beside import ASK, DROP, GRANT, REFUSE, told_to
from tests.unit.routing.orders import CASE, DESK, OFFICER, STRANGER, hour, later, moment, refusal, then, to

ASK_TIME = AskTime(CASE, 6, hour(48), moment(OFFICER))
SETTLE_TIME = SettleTime(CASE, True, False, moment(DESK))
SIGNED = to(State.SIGNED)


def test_the_desk_has_a_due_time_for_settling() -> None:
    (requested,) = told_to(extension, ASK)
    assert (requested.number, requested.amount, requested.measure) == (1, 6, "hours")
    assert [(one.duty, one.unit, one.due_at) for one in requested.duties] == [
        ("settle_extension", "government_data", hour(2))
    ]


def test_an_unsettled_request_lapses_for_the_desk_and_can_still_be_settled() -> None:
    asked = told_to(extension, ASK)
    (lapsed,) = then(asked, LapseExtension(CASE, "housing", moment(hours=3)), extension)
    assert lapsed == said.Lapsed(1, "settle_extension", "government_data", hour(2), "housing")
    assert [type(one) for one in then(asked, later(GRANT, 3), extension)] == [
        said.Lapsed,
        said.Granted,
    ]


def test_each_is_no_longer_than_the_limit_and_at_least_one() -> None:
    assert refusal(replace(ASK, amount=25), (), extension) == "extension.too_long"
    assert refusal(replace(ASK, amount=0), (), extension) == "extension.too_long"


def test_no_more_are_granted_in_a_round_than_the_rules_say() -> None:
    events = told_to(extension, *(ASK, GRANT) * 3)
    assert refusal(ASK, events, extension) == "extension.used_up"
    assert [one.number for one in told_to(extension, *(ASK, GRANT) * 3) if isinstance(one, said.Granted)] == [1, 2, 3]


def test_a_refused_request_is_not_counted_as_granted() -> None:
    events = told_to(extension, *(ASK, REFUSE) * 4)
    assert [one.number for one in events if isinstance(one, said.Refused)] == [1, 2, 3, 4]


def test_another_round_counts_anew() -> None:
    events = told_to(extension, *(ASK, GRANT) * 3)
    (again,) = then(events, replace(ASK, round=2), extension)
    assert (again.round, again.number) == (2, 1)


def test_a_request_is_the_unit_s_own_with_a_reason_one_at_a_time() -> None:
    assert refusal(later(ASK, 0, STRANGER), (), extension) == "extension.not_yours"
    assert refusal(replace(ASK, reason=Text(" ")), (), extension) == "extension.no_reason"
    assert refusal(ASK, told_to(extension, ASK), extension) == "extension.pending"


def test_the_desk_settles_and_refuses_with_a_reason() -> None:
    asked = told_to(extension, ASK)
    assert refusal(later(GRANT, 0, OFFICER), asked, extension) == "extension.not_the_desk"
    assert refusal(replace(REFUSE, reason=None), asked, extension) == "extension.no_reason"
    assert refusal(GRANT, told_to(extension, ASK, GRANT), extension) == "extension.not_requested"


def test_dropping_says_nothing_where_nothing_waits() -> None:
    assert then((), DROP, extension) == []
    assert then(told_to(extension, ASK, GRANT), DROP, extension) == []


# the order as the guard


def asked(*events: object, hours: float = 0) -> tuple[object, ...]:
    return (*events, *then(events, later(ASK_TIME, hours)))


def due(*events: object) -> datetime | None:
    return next((one.due_at for one in work_order.fold(events).duties if one.duty == "answer"), None)


def settled(*events: object, hours: float = 0, agreed: bool = False) -> tuple[object, ...]:
    command = later(replace(SETTLE_TIME, source_agreed=agreed), hours)
    return (*events, *then(events, command))


def test_a_granted_extension_counts_from_the_old_due_time_whenever_it_is_granted() -> None:
    assert due(*settled(*asked(*SIGNED), hours=0)) == hour(54)
    assert due(*settled(*asked(*SIGNED), hours=40)) == hour(54)


def test_two_extensions_add_up() -> None:
    once = settled(*asked(*SIGNED))
    again = then(once, replace(ASK_TIME, due_at=hour(54)))
    assert due(*settled(*once, *again)) == hour(60)


def test_a_refused_extension_leaves_the_due_time_and_says_so() -> None:
    events = then(asked(*SIGNED), replace(SETTLE_TIME, granted=False))
    assert events == [order_said.ExtensionRefused(1, "housing", 1)]
    assert due(*asked(*SIGNED), *events) == hour(48)


def of_the_source(hours: float) -> tuple[object, ...]:
    note = replace(orders.NOTE, appeal=replace(orders.APPEAL, source_due_at=hour(hours)))
    return orders.said(note, orders.OPEN, orders.SIGN)


def test_the_source_s_own_due_time_holds_unless_it_agreed() -> None:
    events = of_the_source(50)
    assert due(*settled(*asked(*events))) == hour(50)
    assert due(*settled(*asked(*events), agreed=True)) == hour(54)


def test_an_extension_never_makes_a_due_time_earlier() -> None:
    once = settled(*asked(*of_the_source(50)), agreed=True)
    again = then(once, replace(ASK_TIME, due_at=hour(54)))
    assert due(*settled(*once, *again)) == hour(54)


def test_after_the_due_time_nobody_asks_for_more() -> None:
    assert refusal(later(ASK_TIME, 49), SIGNED) == "extension.too_late"
    assert refusal(replace(ASK_TIME, due_at=hour(40)), SIGNED) == "extension.other_due_time"
    assert refusal(ASK_TIME, asked(*SIGNED)) == "extension.pending"


def test_a_request_the_desk_let_lie_past_the_due_time_keeps_the_lapse_and_may_give_a_new_one() -> None:
    events = settled(*asked(*SIGNED), hours=50)
    lapses = [one for one in events if isinstance(one, order_said.Lapsed) and one.duty == "answer"]
    assert [one.due_at for one in lapses] == [hour(48)]
    assert due(*events) == hour(54)


def test_it_is_not_granted_when_even_the_new_due_time_has_passed() -> None:
    assert refusal(later(SETTLE_TIME, 60), asked(*SIGNED)) == "extension.passed"


@pytest.mark.parametrize(
    "command",
    [orders.ANSWER, orders.RETURN, orders.SUSPEND, Withdraw(CASE, moment())],
    ids=lambda command: type(command).__name__,
)
def test_a_request_nobody_needs_any_more_is_dropped(command: Command) -> None:
    events = then(asked(*SIGNED), command)
    assert events[-1] == order_said.ExtensionDropped(1, "housing", 1)
    assert work_order.fold([*asked(*SIGNED), *events]).asked == 0


def test_the_lapse_of_the_answer_alone_drops_no_request() -> None:
    events = then(asked(*SIGNED), LapseDuties(CASE, moment(hours=49)))
    assert not [one for one in events if isinstance(one, order_said.ExtensionDropped)]
