from dataclasses import replace
from typing import Any

import pytest

from services.intake.domain.appeal.asks import AT_DESK, stream_of
from services.intake.domain.appeal.commands import AnswerAsk, AskCancel, AskRedo, LapseDuties, ReportCallback, Urge
from services.intake.domain.appeal.decide import appeal
from services.intake.domain.appeal.events import (
    AskAnswered,
    AskLapsed,
    CallbackReported,
    CancelAsked,
    RedoAsked,
    Urged,
    Withdrawn,
)
from services.intake.domain.appeal.state import Reply
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.intake.domain.said import ACCEPTED, STREAM, asked, received, urged
from tests.unit.small_rules import DAY, NOON, at

given = scenario(appeal)
OPEN = (received(), ACCEPTED)
DUE = NOON + DAY
LAPSED = AskLapsed(asked("urge"), "urge", DUE, "desk")
WORDS = Text("快一点")
CLOSED = WORDS.under("asker/a")


def test_an_asks_id_names_its_appeal() -> None:
    assert stream_of(asked("urge")) == STREAM
    assert len({asked("urge"), asked("redo"), asked("urge", "r2")}) == 3


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (Urge(STREAM, at(), "r1", WORDS), Urged(asked("urge"), "r1", CLOSED, DUE, "desk")),
        (AskRedo(STREAM, at(), "r1", WORDS), RedoAsked(asked("redo"), "r1", CLOSED, DUE, "desk")),
        (AskCancel(STREAM, at(), "r1", WORDS), CancelAsked(asked("cancel"), "r1", CLOSED, DUE, "desk")),
        (
            ReportCallback(STREAM, at(), "r1", True, None, False, WORDS),
            CallbackReported(asked("callback"), "r1", True, None, False, CLOSED, NOON, DUE, "watch"),
        ),
    ],
    ids=["urge", "redo", "cancel", "callback"],
)
def test_each_ask_has_an_id_a_due_time_and_a_desk_and_is_said_once(command: Any, event: Any) -> None:
    given(*OPEN).when(command).then(event)
    given(*OPEN, event).when(command).then()


def test_another_message_of_the_source_is_another_ask() -> None:
    given(*OPEN, urged()).when(Urge(STREAM, at(), "r2")).then(urged("r2"))


def test_the_words_of_a_shredded_asker_are_left_out() -> None:
    given(*OPEN).when(Urge(STREAM, at(), "r1", Text("什么", unknown=True))).then(urged())


def test_the_source_says_when_it_called() -> None:
    outcome = given(*OPEN).when(ReportCallback(STREAM, at(), "r1", True, at=NOON - DAY)).then_types(CallbackReported)
    assert outcome.events[0].at == NOON - DAY


def test_an_urge_before_acceptance_is_answered_by_our_own_desk() -> None:
    expected = (replace(urged(), at_desk=True), AskAnswered(asked("urge"), "urge", True, AT_DESK))
    given(received()).when(Urge(STREAM, at(), "r1")).then(*expected)


def test_a_cancel_before_acceptance_withdraws_the_appeal() -> None:
    outcome = given(received()).when(AskCancel(STREAM, at(), "r1")).then_types(CancelAsked, Withdrawn, AskAnswered)
    assert outcome.events[2].accepted


def test_an_answer_is_recorded_once_and_never_asked_again() -> None:
    answered = AskAnswered(asked("urge"), "urge", False, "work_order.closed")
    command = AnswerAsk(STREAM, at(), asked("urge"), False, "work_order.closed")
    given(*OPEN, urged()).when(command).then(answered)
    given(*OPEN, urged(), answered).when(AnswerAsk(STREAM, at(), asked("urge"), True)).then()


def test_routings_answer_to_what_our_desk_answered_says_nothing() -> None:
    known = (received(), urged(), AskAnswered(asked("urge"), "urge", True, AT_DESK))
    given(*known).when(AnswerAsk(STREAM, at(), asked("urge"), False, "work_order.not_open")).then()


def test_an_ask_without_answer_lapses_to_its_desk_once() -> None:
    given(*OPEN, urged()).when(LapseDuties(STREAM, at(24))).then()
    given(*OPEN, urged()).when(LapseDuties(STREAM, at(25))).then(LAPSED)
    given(*OPEN, urged(), LAPSED).when(LapseDuties(STREAM, at(99))).then()
    assert LAPSED.happened_at == DUE


@pytest.mark.parametrize("said", [(), (LAPSED,)], ids=["by the answer itself", "by the timer"])
def test_an_answer_after_the_lapse_is_recorded_without_effect(said: tuple[AskLapsed, ...]) -> None:
    late = AskAnswered(asked("urge"), "urge", True, "", late=True)
    first = () if said else (LAPSED,)
    outcome = given(*OPEN, urged(), *said).when(AnswerAsk(STREAM, at(30), asked("urge"), True)).then(*first, late)
    assert [ask.reply for ask in outcome.state.asks] == [Reply.ANSWERED_LATE]
    given(*OPEN, urged(), *outcome.events).when(AnswerAsk(STREAM, at(30), asked("urge"), True)).then()


def test_lapses_are_said_oldest_first() -> None:
    known = (*OPEN, urged("r1", NOON + 2 * DAY), urged("r2", NOON + DAY))
    outcome = given(*known).when(LapseDuties(STREAM, at(100))).then_types(AskLapsed, AskLapsed)
    assert [event.due_at for event in outcome.events] == [NOON + DAY, NOON + 2 * DAY]


def test_an_answer_to_one_ask_leaves_the_others_open() -> None:
    known = (*OPEN, urged("r1"), urged("r2"))
    outcome = given(*known).when(AnswerAsk(STREAM, at(), asked("urge", "r2"), True)).then_types(AskAnswered)
    assert [ask.reply for ask in outcome.state.asks] == [Reply.OPEN, Reply.ANSWERED]
