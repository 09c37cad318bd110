"""The unit at work, from signing to closing; and returns."""

from dataclasses import replace

import pytest

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.commands import Command, Progress, SendBack, SettleReturn
from services.routing.domain.work_order.events import (
    Answered,
    Approved,
    Closed,
    Contacted,
    Held,
    Lapsed,
    Progressed,
    Returned,
    ReturnSettled,
    SentBack,
    Signed,
)
from services.routing.domain.work_order.state import State
from shared.kernel.duty import Duty
from shared.kernel.text import Text, case_key
from shared.testing.given import scenario
from tests.unit.routing.orders import (
    ANSWER,
    APPEAL,
    APPROVE,
    CASE,
    CLOSE,
    CONTACT,
    DESK,
    DISPATCH,
    HEAD,
    NOTE,
    OFFICER,
    OPEN,
    RETURN,
    RULES,
    SIGN,
    STRANGER,
    SYSTEM,
    TO_CLOSED,
    hour,
    later,
    moment,
    said,
    sealed,
    to,
)

given = scenario(work_order)
CASE_KEY = case_key(CASE)
PROGRESS = Progress(CASE, Text("正在维修"), moment(OFFICER))
SEND_BACK = SendBack(CASE, Text("请写明时间"), moment(HEAD))
REFUSE = SettleReturn(CASE, False, Text("属本单位职责"), moment(DESK))
ACCEPT = SettleReturn(CASE, True, None, moment(DESK))


def test_signing_is_said_once() -> None:
    given(*to(State.DISPATCHED)).when(SIGN).then(Signed(1, "housing"))
    given(*to(State.SIGNED)).when(SIGN).then()


@pytest.mark.parametrize(
    ("command", "state"),
    [
        (SIGN, State.DISPATCHED),
        (RETURN, State.DISPATCHED),
        (CONTACT, State.SIGNED),
        (PROGRESS, State.SIGNED),
        (ANSWER, State.SIGNED),
        (APPROVE, State.ANSWERED),
        (SEND_BACK, State.ANSWERED),
        (CLOSE, State.APPROVED),
    ],
    ids=lambda value: value if isinstance(value, State) else type(value).__name__,
)
def test_another_unit_may_do_nothing_and_a_system_account_anything(command: Command, state: State) -> None:
    given(*to(state)).when(later(command, 1, STRANGER)).rejected("work_order.not_yours")
    given(*to(state)).when(later(command, 1, DESK)).rejected("work_order.not_yours")
    assert given(*to(state)).when(later(replace_contact(command), 1, SYSTEM)).refusal is None


def replace_contact(command: Command) -> Command:
    return replace(command, contacted_at=hour(0.5)) if command is CONTACT else command


def test_officers_words_are_closed_under_the_key_of_the_case() -> None:
    (contacted,) = given(*to(State.SIGNED)).when(CONTACT).events
    assert contacted == Contacted(1, "housing", True, hour(0), Text("已说明", key=CASE_KEY))
    given(*to(State.SIGNED)).when(PROGRESS).then(Progressed(1, "housing", Text("正在维修", key=CASE_KEY)))
    (answered,) = given(*to(State.SIGNED)).when(ANSWER).events
    assert (answered.internal.key, answered.public.key) == (CASE_KEY, CASE_KEY)
    (sent_back,) = given(*to(State.ANSWERED)).when(SEND_BACK).events
    assert sent_back.reason.key == CASE_KEY
    (returned,) = given(*to(State.DISPATCHED)).when(RETURN).events
    assert returned.reason.key == CASE_KEY


def test_a_contact_is_told_apart_by_its_time() -> None:
    once = said(NOTE, OPEN, SIGN, CONTACT)
    given(*once).when(later(CONTACT, 2)).then()
    given(*once).when(replace(later(CONTACT, 2), contacted_at=hour(1))).then_types(Contacted)
    given(*once).when(replace(CONTACT, contacted_at=hour(1))).rejected("work_order.contact_in_future")


def test_the_first_attempt_fulfils_the_duty_of_first_contact() -> None:
    outcome = given(*to(State.SIGNED)).when(replace(CONTACT, reached=False))
    assert [duty.duty for duty in outcome.state.duties] == ["answer"]


def test_an_answer_has_both_texts_and_starts_the_time_for_approving() -> None:
    approve_by = (Duty("approve", "housing", hour(15), "approve", RULES.fingerprint),)
    (answered,) = given(*to(State.SIGNED)).when(later(ANSWER, 3)).events
    assert isinstance(answered, Answered)
    assert (answered.resolved, answered.by, answered.duties) == (True, "wang", approve_by)
    for blank in (replace(ANSWER, public=Text(" \n")), replace(ANSWER, internal=Text(""))):
        given(*to(State.SIGNED)).when(blank).rejected("work_order.empty_answer")


def test_nobody_approves_what_they_wrote() -> None:
    given(*to(State.ANSWERED)).when(later(APPROVE, 0, OFFICER)).rejected("work_order.own_answer")
    approved = given(*to(State.ANSWERED)).when(APPROVE).then_types(Approved).events[0]
    assert approved.public == Text("暖气已恢复", key=CASE_KEY)
    assert [duty.duty for duty in approved.duties] == ["close"]


def test_an_answer_that_was_sent_back_is_due_when_it_was_due_before() -> None:
    outcome = given(*said(NOTE, OPEN, SIGN, ANSWER)).when(later(SEND_BACK, 2))
    (sent_back,) = outcome.then_types(SentBack).events
    assert [(duty.duty, duty.due_at) for duty in sent_back.duties] == [("answer", hour(48))]
    assert {duty.duty for duty in outcome.state.duties} == {"first_contact", "answer"}
    given(*said(NOTE, OPEN, SIGN, ANSWER, SEND_BACK)).when(ANSWER).then_types(Answered)


def test_an_answer_that_lapsed_before_is_not_due_again_when_sent_back() -> None:
    late = said(NOTE, OPEN, SIGN, CONTACT, later(ANSWER, 50))
    outcome = given(*late).when(later(SEND_BACK, 51))
    assert outcome.events[-1].duties == ()
    assert outcome.state.duties == ()


def test_sending_back_and_returning_need_a_reason_and_progress_a_note() -> None:
    given(*to(State.ANSWERED)).when(replace(SEND_BACK, reason=Text(" "))).rejected("work_order.no_reason")
    given(*to(State.DISPATCHED)).when(replace(RETURN, reason=Text(" "))).rejected("work_order.no_reason")
    given(*to(State.DISPATCHED)).when(replace(RETURN, basis="lazy")).rejected("work_order.unknown_basis")
    given(*to(State.SIGNED)).when(replace(PROGRESS, note=Text(" "))).rejected("work_order.empty_note")


def test_closing_says_what_a_callback_needs() -> None:
    given(*to(State.APPROVED)).when(later(CLOSE, 5)).then(
        Closed(
            round=1,
            unit="housing",
            closed_at=hour(5),
            resolved=True,
            contact="contacted",
            public=Text("暖气已恢复", key=CASE_KEY),
            callback_by="us",
            asker="a1",
            name=sealed("name"),
            phone=sealed("phone"),
            anonymous=False,
            catalogue="heat",
            level="general",
        )
    )


def approved_without_contact(attempts: int = 0, **change: object) -> tuple[object, ...]:
    tries = [replace(CONTACT, reached=False, contacted_at=hour(-number)) for number in range(attempts)]
    note = replace(NOTE, appeal=replace(APPEAL, **change))  # type: ignore[arg-type]
    return said(note, OPEN, SIGN, *tries, ANSWER, APPROVE)


@pytest.mark.parametrize("attempts", [0, 1, 2])
def test_nothing_is_closed_without_contact(attempts: int) -> None:
    given(*approved_without_contact(attempts)).when(CLOSE).rejected("work_order.not_contacted")


@pytest.mark.parametrize(
    ("events", "contact"),
    [
        (approved_without_contact(3), "three_attempts"),
        (approved_without_contact(anonymous=True), "anonymous"),
        (approved_without_contact(phone=None), "no_number"),
    ],
    ids=["three attempts", "anonymous", "no number"],
)
def test_three_attempts_or_nobody_to_contact_let_it_be_closed(events: tuple[object, ...], contact: str) -> None:
    (closed,) = given(*events).when(CLOSE).then_types(Closed).events
    assert closed.contact == contact


def test_the_same_attempt_said_three_times_counts_once() -> None:
    attempt = replace(CONTACT, reached=False)
    events = said(NOTE, OPEN, SIGN, attempt, attempt, attempt, ANSWER, APPROVE)
    given(*events).when(CLOSE).rejected("work_order.not_contacted")


def test_contact_may_still_be_made_before_closing() -> None:
    events = said(NOTE, OPEN, SIGN, ANSWER, APPROVE, CONTACT)
    given(*events).when(CLOSE).then_types(Closed)


def test_a_closed_order_has_no_duties_left() -> None:
    assert work_order.fold(said(*TO_CLOSED)).duties == ()


def test_a_return_puts_the_units_duties_to_sleep_and_the_desk_to_work() -> None:
    outcome = given(*to(State.DISPATCHED)).when(RETURN)
    settle_by = (Duty("settle_return", "government_data", hour(2), "settle_return", RULES.fingerprint),)
    outcome.then(Returned(1, "housing", "not_our_duty", Text("职责在供热公司", key=CASE_KEY), settle_by))
    assert outcome.state.duties == settle_by
    assert [duty.duty for duty in outcome.state.asleep] == ["sign", "first_contact", "answer"]


def test_a_unit_may_return_until_its_time_for_that_is_over() -> None:
    given(*to(State.SIGNED)).when(later(RETURN, 8)).then_types(Returned)
    outcome = given(*to(State.SIGNED)).when(later(RETURN, 8.1))
    outcome.rejected("work_order.return_too_late")


def test_an_accepted_return_holds_the_order_for_the_desk_again() -> None:
    outcome = given(*to(State.RETURNED)).when(later(ACCEPT, 1)).then_types(ReturnSettled, Held)
    dispatch_by = (Duty("dispatch", "government_data", hour(3), "dispatch", RULES.fingerprint),)
    assert outcome.events[1] == Held(1, "returned", (), dispatch_by)
    assert (outcome.state.state, outcome.state.unit, outcome.state.asleep) == (State.HELD, "", ())
    elsewhere = replace(later(DISPATCH, 2), unit="finance", catalogue="", level="")
    given(*said(NOTE, OPEN, RETURN, ACCEPT, elsewhere)).when(later(SIGN, 2, STRANGER)).then(Signed(1, "finance"))


@pytest.mark.parametrize(
    ("way", "state"), [((), State.DISPATCHED), ((SIGN,), State.SIGNED)], ids=["unsigned", "signed"]
)
def test_a_refused_return_stays_with_the_unit_and_its_due_times(way: tuple[Command, ...], state: State) -> None:
    before = work_order.fold(said(NOTE, OPEN, *way))
    outcome = given(*said(NOTE, OPEN, *way, RETURN)).when(later(REFUSE, 1))
    outcome.then(ReturnSettled(1, "housing", False, Text("属本单位职责", key=CASE_KEY)))
    assert (outcome.state.state, outcome.state.unit, outcome.state.duties) == (state, "housing", before.duties)


def test_an_unfounded_return_costs_the_unit_its_time() -> None:
    events = said(NOTE, OPEN, RETURN, later(REFUSE, 5))
    assert [event.duty for event in events if isinstance(event, Lapsed)] == ["settle_return"]
    given(*events).when(later(SIGN, 6)).then(Lapsed(1, "sign", "housing", hour(4)), Signed(1, "housing"))


def test_settling_is_for_the_desk() -> None:
    given(*to(State.RETURNED)).when(later(ACCEPT, 1, OFFICER)).rejected("work_order.not_the_desk")
