"""Who asks is corrected, who asks is kept from the unit, what is due is computed anew: only as a person said."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.correcting_commands import CorrectAsker, Recompute
from services.routing.domain.work_order.events import AskerCorrected, Contacted, Recomputed, UrgencyMarked
from services.routing.domain.work_order.state import State
from services.routing.domain.work_order.time_commands import MarkUrgent
from shared.kernel.text import Text
from tests.unit.routing import orders
from tests.unit.routing.merging import CLOSE_FOLLOWER, FOLLOW
from tests.unit.routing.orders import (
    CASE,
    CONTACT,
    DESK,
    NOON,
    OFFICER,
    RULES,
    hour,
    moment,
    refusal,
    said,
    sealed,
    then,
    to,
)

PHONE = CorrectAsker(CASE, "phone", sealed("value"), "", moment())
KIND = CorrectAsker(CASE, "kind", None, "咨询", moment())
MARK = MarkUrgent(CASE, True, sealed("reason"), False, moment())


@pytest.mark.parametrize("state", [one for one in State if one is not State.UNKNOWN])
def test_a_correction_is_taken_in_whatever_state_the_order_is(state: State) -> None:
    events = then(to(state), PHONE)
    assert [type(one) for one in events] == [AskerCorrected]
    order = work_order.fold([*to(state), *events])
    assert (order.noted or order.asking).phone == sealed("value")
    assert then([*to(state), *events], PHONE) == []


def test_the_closing_says_the_corrected_name_and_phone() -> None:
    closed: Any = said(*orders.TO_CLOSED[:-1], PHONE, replace(PHONE, field="name"), orders.CLOSE)[-1]
    assert (closed.name, closed.phone) == (sealed("value"), sealed("value"))


def test_a_follower_is_closed_with_its_own_corrected_phone() -> None:
    closed: Any = said(orders.NOTE, FOLLOW, PHONE, CLOSE_FOLLOWER)[-1]
    assert closed.phone == sealed("value")


def test_an_order_is_opened_with_what_was_corrected_before() -> None:
    opened: Any = said(orders.NOTE_UNSURE, KIND, replace(PHONE, field="enterprise"), replace(orders.OPEN, kind=""))[3]
    assert (opened.kind, opened.enterprise) == ("咨询", sealed("value"))


def test_what_routing_does_not_keep_of_the_asker_is_left_alone() -> None:
    assert then(to(State.SIGNED), replace(PHONE, field="credit_code")) == []


@pytest.mark.parametrize("state", [State.NOTED, State.MERGED, State.HELD, State.SIGNED])
def test_urgency_marked_in_intake_moves_no_due_time(state: State) -> None:
    (event,) = then(to(state), MARK)
    assert isinstance(event, UrgencyMarked)
    assert event.duties == ()
    order = work_order.fold([*to(state), event])
    assert (order.noted or order.asking).urgent


@pytest.mark.parametrize("state", [State.CLOSED, State.ARCHIVED])
def test_urgency_of_what_is_over_is_heard_and_left(state: State) -> None:
    assert then(to(state), MARK) == []


def test_an_order_noted_as_urgent_later_is_dispatched_by_the_urgent_limits() -> None:
    dispatched: Any = said(orders.NOTE, MARK, orders.OPEN)[-1]
    assert [one.limit for one in dispatched.duties] == ["sign_urgent", "first_contact", "answer_urgent"]


HIDDEN = replace(orders.NOTE, appeal=replace(orders.APPEAL, confidential=True))


def test_the_unit_contacts_nobody_who_wants_to_be_kept_from_it() -> None:
    dispatched: Any = said(HIDDEN, orders.OPEN)[-1]
    assert [one.duty for one in dispatched.duties] == ["sign", "answer"]
    closed: Any = said(HIDDEN, orders.OPEN, orders.SIGN, orders.ANSWER, orders.APPROVE, orders.CLOSE)[-1]
    assert (closed.contact, closed.phone) == ("confidential", sealed("phone"))


TAG = "ab" * 32


@pytest.mark.parametrize(("called", "own"), [(TAG, True), ("cd" * 32, False), (None, None)])
def test_whether_the_number_called_is_the_askers_is_on_record(called: str | None, own: bool | None) -> None:
    note = replace(orders.NOTE, appeal=replace(orders.APPEAL, phone=replace(sealed("phone"), same=TAG)))
    signed = said(note, orders.OPEN, orders.SIGN)
    (contacted,) = then(signed, replace(CONTACT, number=Text("13912345678", same=called)))
    assert isinstance(contacted, Contacted)
    assert contacted.number_is_askers is own


@pytest.mark.parametrize("number", [None, Text("13912345678", same=TAG)])
def test_nothing_is_said_of_a_number_that_cannot_be_compared(number: Text | None) -> None:
    (contacted,) = then(to(State.SIGNED), replace(CONTACT, number=number))
    assert contacted.number_is_askers is None


SEEN = {"sign": hour(4), "first_contact": hour(8), "answer": hour(48)}
LONGER = replace(RULES, limits={**RULES.limits} | {"sign": RULES.limits["first_contact"]})
AGAIN = Recompute(CASE, dict.fromkeys(SEEN, NOON), SEEN, Text("签收时限放宽"), moment(DESK, rules=LONGER))


def test_new_rules_move_a_running_due_time_when_a_person_says_so() -> None:
    (event,) = then(to(State.DISPATCHED), AGAIN)
    assert isinstance(event, Recomputed)
    assert [(one.duty, one.due_at) for one in event.before] == [("sign", hour(4))]
    assert [(one.duty, one.due_at) for one in event.duties] == [("sign", hour(8))]
    order = work_order.fold([*to(State.DISPATCHED), event])
    assert {one.duty: one.due_at for one in order.duties} == SEEN | {"sign": hour(8)}


def test_nobody_is_late_in_hindsight() -> None:
    shorter = replace(RULES, limits={**RULES.limits} | {"sign": RULES.limits["dispatch"]})
    at_three = replace(AGAIN, moment=moment(DESK, 3, shorter))
    assert refusal(at_three, to(State.DISPATCHED)) == "work_order.nothing_to_recompute"


def test_the_sources_own_due_time_still_holds() -> None:
    note = replace(orders.NOTE, appeal=replace(orders.APPEAL, source_due_at=hour(50)))
    longer = replace(RULES, limits={**RULES.limits} | {"answer_general": RULES.limits["answer_complex"]})
    (event,) = then(said(note, orders.OPEN), replace(AGAIN, moment=moment(DESK, rules=longer)))
    assert [one.due_at for one in event.duties] == [hour(50)]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(AGAIN, moment=moment(OFFICER, rules=LONGER)), "work_order.not_the_desk"),
        (replace(AGAIN, reason=Text(" ")), "work_order.no_reason"),
        (replace(AGAIN, moment=moment(DESK)), "work_order.nothing_to_recompute"),
        (replace(AGAIN, begun={}), "work_order.nothing_to_recompute"),
        (replace(AGAIN, seen=SEEN | {"sign": hour(4) + timedelta(minutes=1)}), "work_order.other_duties"),
    ],
)
def test_due_times_are_computed_anew_by_the_desk_alone_for_a_reason_and_as_they_were_seen(
    command: Recompute, code: str
) -> None:
    assert refusal(command, to(State.DISPATCHED)) == code
