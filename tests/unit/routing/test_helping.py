"""Supporting units and what the lead's answer needs of them; drafts; what an answer and a contact put on record."""

from dataclasses import replace
from typing import Any

import pytest

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.commands import SettleReturn, Withdraw
from services.routing.domain.work_order.events import Drafted, PartsReleased, Supported
from services.routing.domain.work_order.help_commands import SaveDraft, Support
from services.routing.domain.work_order.state import State
from shared.kernel.text import Text, case_key
from tests.unit.routing import orders
from tests.unit.routing.orders import ANSWER, CASE, DESK, DISPATCH, OFFICER, STRANGER, later, moment, refusal, then, to

SIGNED = to(State.SIGNED)
SUPPORT = Support(CASE, ("finance",), moment(OFFICER))
HELPED = (*SIGNED, Supported(1, "housing", ("finance",)))


def test_dispatch_names_the_supporting_units_once() -> None:
    dispatch = replace(DISPATCH, supporting=("finance", "finance"))
    events = then(to(State.HELD), dispatch)
    assert events[-1].supporting == ("finance",)


def test_a_unit_does_not_support_itself_and_must_be_known() -> None:
    held = to(State.HELD)
    assert refusal(replace(DISPATCH, supporting=("housing",)), held) == "work_order.lead_supports"
    assert refusal(replace(DISPATCH, supporting=("moon",)), held) == "work_order.unknown_unit"
    assert refusal(replace(SUPPORT, supporting=("housing",)), SIGNED) == "work_order.lead_supports"


def test_the_lead_and_the_desk_may_ask_for_help_later_and_nobody_else() -> None:
    for by in (OFFICER, DESK):
        assert then(SIGNED, later(SUPPORT, 0, by)) == [HELPED[-1]]
    assert refusal(later(SUPPORT, 0, STRANGER), SIGNED) == "work_order.not_the_desk"


def test_who_supports_already_is_not_added_twice() -> None:
    assert then(HELPED, SUPPORT) == []
    (more,) = then(HELPED, replace(SUPPORT, supporting=("finance", "government_data")))
    assert more == Supported(1, "housing", ("government_data",))


def test_an_answer_accounts_for_every_supporting_unit() -> None:
    assert refusal(ANSWER, HELPED) == "work_order.parts_missing"
    (answered,) = then(HELPED, replace(ANSWER, parts=("finance",)))
    assert answered.unit == "housing"


@pytest.mark.parametrize("end", [Withdraw(CASE, moment()), "returned"], ids=["withdrawn", "returned"])
def test_supporting_units_are_released_when_the_order_leaves_the_lead(end: Any) -> None:
    events = list(HELPED)
    commands = [orders.RETURN, SettleReturn(CASE, True, None, moment(DESK))] if end == "returned" else [end]
    for command in commands:
        events += then(events, command)
    assert events[-1] == PartsReleased(1, "housing", ("finance",))
    assert work_order.fold(events).supporting == ()


def test_a_return_that_is_refused_keeps_the_supporting_units() -> None:
    events = [*HELPED, *then(HELPED, orders.RETURN)]
    refused = then(events, SettleReturn(CASE, False, None, moment(DESK)))
    assert work_order.fold([*events, *refused]).supporting == ("finance",)


def test_a_draft_is_kept_under_the_case_s_key_and_needs_a_word() -> None:
    draft = SaveDraft(CASE, Text("已派员"), Text(""), moment(OFFICER))
    (kept,) = then(SIGNED, draft)
    assert isinstance(kept, Drafted)
    assert isinstance(kept.internal, Text)
    assert kept.internal.key == case_key(CASE)
    assert refusal(replace(draft, internal=Text(" ")), SIGNED) == "work_order.empty_answer"
    assert refusal(later(draft, 0, STRANGER), SIGNED) == "work_order.not_yours"


def test_an_answer_says_what_was_found() -> None:
    found = replace(ANSWER, resolved=False, truth="partly", beyond="courts", unresolved=Text("诉讼中"))
    (answered,) = then(SIGNED, found)
    assert (answered.truth, answered.beyond) == ("partly", "courts")
    assert answered.unresolved == Text("诉讼中", key=case_key(CASE))
    assert refusal(replace(ANSWER, truth="maybe"), SIGNED) == "work_order.unknown_finding"
    assert refusal(replace(ANSWER, beyond="moon"), SIGNED) == "work_order.unknown_finding"


def test_a_contact_keeps_the_number_that_was_called() -> None:
    (contacted,) = then(SIGNED, replace(orders.CONTACT, number=Text("13900000000")))
    assert contacted.number == Text("13900000000", key=case_key(CASE))
