"""Asks of supervision and of the source are answered once; what others did is followed."""

from dataclasses import replace

import pytest

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.asking_commands import Cancel, Reopen, Urge
from services.routing.domain.work_order.commands import (
    Archive,
    Command,
    SettleReturn,
    Supplement,
    Withdraw,
)
from services.routing.domain.work_order.events import (
    Archived,
    AskAnswered,
    Cancelled,
    Lapsed,
    Reopened,
    Supplemented,
    Urged,
    WithdrawalNoted,
)
from services.routing.domain.work_order.state import State
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
    NOTE,
    NOTE_UNSURE,
    OFFICER,
    OPEN,
    RETURN,
    SIGN,
    STRANGER,
    SUPERVISOR,
    TO_CLOSED,
    hour,
    later,
    moment,
    said,
    sealed,
    to,
)

given = scenario(work_order)
REOPEN = Reopen(CASE, "ask-1", "dissatisfied", 1, None, moment())
REDO = Reopen(CASE, "ask-2", "redo", 0, sealed("reason"), moment())
BY_PERSON = Reopen(CASE, "", "desk", 0, Text("群众再次来电"), moment(SUPERVISOR))
URGE = Urge(CASE, "ask-3", sealed("text"), moment())
CANCEL = Cancel(CASE, "ask-4", sealed("reason"), moment())
WITHDRAW = Withdraw(CASE, moment())
ACCEPT = SettleReturn(CASE, True, None, moment(DESK))
OTHER, OTHER_HEAD = STRANGER, replace(STRANGER, account="zhou")
AGAIN: tuple[Command, ...] = (SIGN, CONTACT, ANSWER, APPROVE, CLOSE)


def test_a_dissatisfied_asker_gets_a_new_round_by_the_same_unit_one_level_higher() -> None:
    outcome = given(*to(State.CLOSED)).when(later(REOPEN, 100)).then_types(AskAnswered, Reopened)
    assert outcome.events[0] == AskAnswered("ask-1", "reopen", True, "", 1)
    reopened = outcome.events[1]
    assert (reopened.round, reopened.unit, reopened.level, reopened.why) == (2, "housing", "complex", "dissatisfied")
    assert [(duty.duty, duty.due_at) for duty in reopened.duties] == [
        ("sign", hour(104)),
        ("first_contact", hour(108)),
        ("answer", hour(196)),
    ]
    assert outcome.state.state is State.DISPATCHED


def test_a_new_round_needs_its_own_contact_and_cannot_be_returned() -> None:
    again = said(*TO_CLOSED, REOPEN)
    given(*again).when(RETURN).rejected("work_order.not_returnable")
    without_contact = said(*TO_CLOSED, REOPEN, SIGN, ANSWER, APPROVE)
    given(*without_contact).when(CLOSE).rejected("work_order.not_contacted")


def test_the_sources_due_time_is_for_the_first_round_alone() -> None:
    note = replace(NOTE, appeal=replace(APPEAL, source_due_at=hour(10)))
    reopened = said(note, *TO_CLOSED[1:], later(REOPEN, 100))[-1]
    assert isinstance(reopened, Reopened)
    assert reopened.duties[-1].due_at == hour(196)


def test_the_source_may_have_an_archived_order_done_again() -> None:
    outcome = given(*to(State.ARCHIVED)).when(REDO).then_types(AskAnswered, Reopened)
    assert outcome.events[0].kind == "redo"
    assert outcome.events[1].reason == sealed("reason")
    assert outcome.state.end == ""


def test_the_level_rises_no_higher_than_major() -> None:
    order = replace(work_order.fold(to(State.CLOSED)), level="major")
    reopened = work_order.decide(REOPEN, order)[-1]
    assert isinstance(reopened, Reopened)
    assert reopened.level == "major"


def test_there_are_no_more_rounds_than_the_rules_allow() -> None:
    third = said(*TO_CLOSED, REOPEN, *AGAIN, replace(REDO, ask="ask-5"), *AGAIN)
    assert work_order.fold(third).round == 3
    asked = replace(REDO, ask="ask-6")
    given(*third).when(asked).then(AskAnswered("ask-6", "redo", False, "work_order.rounds_used_up", 3))


def test_an_ask_about_an_earlier_round_is_refused() -> None:
    second = said(*TO_CLOSED, REDO, *AGAIN)
    given(*second).when(REOPEN).then(AskAnswered("ask-1", "reopen", False, "work_order.other_round", 2))


@pytest.mark.parametrize("ask", [REOPEN, REDO, URGE, CANCEL], ids=["reopen", "redo", "urge", "cancel"])
@pytest.mark.parametrize("state", State)
def test_every_ask_is_answered_exactly_once_in_every_state(ask: Command, state: State) -> None:
    first = work_order.decide(ask, work_order.fold(to(state)))
    assert [type(event) for event in first].count(AskAnswered) == 1
    given(*to(state), *first).when(ask).then()


def test_a_person_at_a_desk_reopens_with_a_reason_or_is_told_why_not() -> None:
    outcome = given(*to(State.CLOSED)).when(BY_PERSON).then_types(Reopened)
    assert outcome.events[0].reason == Text("群众再次来电", key=case_key(CASE))
    assert outcome.events[0].ask == ""
    given(*to(State.CLOSED)).when(later(BY_PERSON, 0, DESK)).then_types(Reopened)
    given(*to(State.CLOSED)).when(later(BY_PERSON, 0, OFFICER)).rejected("work_order.not_the_desk")
    given(*to(State.CLOSED)).when(replace(BY_PERSON, reason=None)).rejected("work_order.no_reason")
    given(*to(State.SIGNED)).when(BY_PERSON).rejected("work_order.in_handling")


@pytest.mark.parametrize(("way", "unit"), [((NOTE, OPEN), "housing"), ((NOTE_UNSURE, OPEN), "government_data")])
def test_urging_reaches_whoever_has_the_order(way: tuple[Command, ...], unit: str) -> None:
    given(*said(*way)).when(URGE).then(
        AskAnswered("ask-3", "urge", True, "", 1), Urged(1, "ask-3", unit, sealed("text"))
    )


def test_urging_a_closed_order_is_refused() -> None:
    given(*to(State.CLOSED)).when(URGE).then(AskAnswered("ask-3", "urge", False, "work_order.closed", 1))


def test_the_source_may_cancel_until_the_unit_has_answered() -> None:
    given(*to(State.SIGNED)).when(CANCEL).then(
        AskAnswered("ask-4", "cancel", True, "", 1),
        Cancelled(1, "ask-4", "housing", sealed("reason")),
        Archived(1, "cancelled", "housing"),
    )
    given(*to(State.ANSWERED)).when(CANCEL).then(AskAnswered("ask-4", "cancel", False, "work_order.awaits_approval", 1))


def test_a_late_ask_first_says_the_lapse() -> None:
    given(*to(State.DISPATCHED)).when(later(URGE, 5)).then_types(Lapsed, AskAnswered, Urged)


@pytest.mark.parametrize(
    ("ending", "code"),
    [(CANCEL, "work_order.cancelled"), (WITHDRAW, "work_order.withdrawn")],
    ids=["cancel", "withdraw"],
)
def test_what_was_cancelled_or_withdrawn_is_not_done_again(ending: Command, code: str) -> None:
    ended = said(NOTE, OPEN, ending)
    given(*ended).when(REDO).then(AskAnswered("ask-2", "redo", False, code, 1))


def test_withdrawing_archives_an_open_order_and_ends_its_duties() -> None:
    outcome = given(*to(State.SIGNED)).when(WITHDRAW).then(Archived(1, "withdrawn", "housing"))
    assert outcome.state.duties == ()


def test_withdrawing_after_closing_archives_the_order_and_it_is_not_done_again() -> None:
    ended = Archived(1, "withdrawn", "housing")
    given(*to(State.CLOSED)).when(WITHDRAW).then(ended)
    refused = AskAnswered("ask-1", "reopen", False, "work_order.withdrawn", 1)
    given(*to(State.CLOSED), ended).when(REOPEN).then(refused)


def test_a_withdrawal_after_archiving_is_noted_once_and_the_order_is_not_done_again() -> None:
    noted = WithdrawalNoted(1, "housing")
    outcome = given(*to(State.ARCHIVED)).when(WITHDRAW).then(noted)
    assert outcome.state.end == "satisfied"
    given(*to(State.ARCHIVED), noted).when(WITHDRAW).then()
    given(*to(State.ARCHIVED), noted).when(BY_PERSON).rejected("work_order.withdrawn")


def test_what_ended_by_withdrawal_or_cancelling_is_not_noted_again() -> None:
    for ending in (WITHDRAW, CANCEL):
        given(*said(NOTE, OPEN, ending)).when(WITHDRAW).then()


def test_a_supplement_is_kept_once_by_its_number() -> None:
    words = Supplement(CASE, 1, sealed("more"), moment())
    outcome = given(*to(State.SIGNED)).when(words).then(Supplemented(1, 1, "housing", sealed("more")))
    given(*to(State.SIGNED), *outcome.events).when(words).then()
    given(*to(State.SIGNED), *outcome.events).when(replace(words, number=2)).then_types(Supplemented)


@pytest.mark.parametrize("end", ["satisfied", "dissatisfied_final", "unreachable", "not_called"])
def test_the_settled_callback_of_the_closed_round_archives_the_order(end: str) -> None:
    given(*to(State.CLOSED)).when(Archive(CASE, 1, end, moment())).then(Archived(1, end, "housing"))


def test_a_callback_of_an_earlier_round_archives_nothing() -> None:
    given(*said(*TO_CLOSED, REOPEN)).when(Archive(CASE, 1, "satisfied", moment())).then()
    given(*said(*TO_CLOSED, REOPEN, *AGAIN)).when(Archive(CASE, 1, "satisfied", moment())).then()


def test_an_order_that_was_returned_and_sent_elsewhere_is_done_again_there() -> None:
    elsewhere = replace(DISPATCH, unit="finance", catalogue="", level="")
    there = [later(command, 0, by) for command, by in ((SIGN, OTHER), (CONTACT, OTHER), (ANSWER, OTHER))]
    closed = said(NOTE, OPEN, RETURN, ACCEPT, elsewhere, *there, later(APPROVE, 0, OTHER_HEAD), later(CLOSE, 0, OTHER))
    reopened = given(*closed).when(REOPEN).then_types(AskAnswered, Reopened).events[1]
    assert reopened.unit == "finance"
    assert {duty.unit for duty in reopened.duties} == {"finance"}
