import pytest

from services.supervision.domain.callback.commands import AnswerReopen, DropCallback, LapseDuties, NoteReopened
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.events import (
    AskLapsed,
    Dropped,
    Lapsed,
    Referred,
    ReopenAnswered,
    Reopening,
)
from services.supervision.domain.callback.state import Phase
from shared.kernel.duty import Duty
from shared.testing.given import scenario
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON, at
from tests.unit.supervision.said import REFUSED, RULES_USED, STATES, WAITING, ask, plan, planned

given = scenario(callback)
SETTLE = Duty("settle", "watch", NOON + 2 * DAY, "callback", RULES_USED)
ASK_LAPSED = AskLapsed(1, ask(), NOON + DAY, "watch", (SETTLE,))


def answer(hours: float = 0, accepted: bool = True, code: str = "") -> AnswerReopen:
    return AnswerReopen(CASE, at(hours), ask(), accepted, code)


def test_an_accepted_ask_waits_for_the_next_closing() -> None:
    outcome = given(*WAITING).when(answer()).then(ReopenAnswered(1, ask(), True, ""))
    assert outcome.state.phase is Phase.REOPENING
    given(*WAITING, *outcome.events).when(plan(round=2)).then(planned(round=2))


def test_a_refused_ask_is_left_to_a_person() -> None:
    outcome = given(*WAITING).when(answer(1, False, "work_order.rounds_used_up")).then_types(ReopenAnswered, Referred)
    assert outcome.events[1].why == "refused"
    assert outcome.events[1].duties[0] == Duty("settle", "watch", at(25).at, "callback", RULES_USED)


def test_an_answer_twice_says_nothing_new() -> None:
    given(*REFUSED).when(answer()).then()


def test_an_answer_to_an_ask_never_made_is_refused() -> None:
    given(planned()).when(answer()).rejected("callback.unknown_ask")


def test_without_an_answer_the_ask_lapses_to_the_desk_which_must_settle() -> None:
    given(*WAITING).when(LapseDuties(CASE, at(24))).then()
    outcome = given(*WAITING).when(LapseDuties(CASE, at(25))).then(ASK_LAPSED)
    assert outcome.state.phase is Phase.REFERRED
    assert ASK_LAPSED.happened_at == NOON + DAY


def test_the_duty_that_follows_a_lapsed_ask_counts_from_the_lapse() -> None:
    settle_lapsed = Lapsed(1, "settle", "watch", NOON + 2 * DAY)
    given(*WAITING).when(LapseDuties(CASE, at(100))).then(ASK_LAPSED, settle_lapsed)
    given(*WAITING, ASK_LAPSED).when(LapseDuties(CASE, at(100))).then(settle_lapsed)


def test_an_answer_after_the_lapse_is_recorded_without_effect() -> None:
    late = ReopenAnswered(1, ask(), True, "", late=True)
    outcome = given(*WAITING).when(answer(25)).then(ASK_LAPSED, late)
    assert outcome.state.phase is Phase.REFERRED
    given(*WAITING, ASK_LAPSED).when(answer(25)).then(late)


def test_a_new_round_is_followed_even_after_the_ask_had_lapsed() -> None:
    late = ReopenAnswered(1, ask(), True, "", late=True)
    outcome = given(*WAITING, ASK_LAPSED, late).when(NoteReopened(CASE, at(26), 2, ask())).then(Reopening(2))
    assert outcome.state.phase is Phase.REOPENING
    assert outcome.state.duties == ()


def test_hearing_of_the_new_round_before_the_answer_is_the_answer() -> None:
    answered = ReopenAnswered(1, ask(), True, "")
    given(*WAITING).when(NoteReopened(CASE, at(), 2, ask())).then(answered)
    given(*WAITING, answered).when(answer()).then()


@pytest.mark.parametrize("state", ["planned", "left to the source", "reopen asked", "referred", "settled"])
def test_a_round_that_others_began_makes_the_old_callback_void(state: str) -> None:
    outcome = given(*STATES[state]).when(NoteReopened(CASE, at(), 2, "redo-ask")).then(Reopening(2))
    assert outcome.state.phase is Phase.REOPENING
    given(*STATES[state], *outcome.events).when(LapseDuties(CASE, at(24))).then()


def test_a_refusal_heard_after_another_round_began_is_only_recorded() -> None:
    refused = ReopenAnswered(1, ask(), False, "work_order.not_closed", late=True)
    outcome = given(*WAITING, Reopening(2)).when(answer(1, False, "work_order.not_closed")).then(refused)
    assert outcome.state.phase is Phase.REOPENING


def test_an_open_ask_of_a_round_gone_by_lapses_without_effect() -> None:
    lapsed = AskLapsed(1, ask(), NOON + DAY, "watch", ())
    outcome = given(*WAITING, Reopening(2)).when(LapseDuties(CASE, at(100))).then(lapsed)
    assert outcome.state.phase is Phase.REOPENING


def test_a_round_we_know_of_says_nothing_new() -> None:
    given(planned(round=2)).when(NoteReopened(CASE, at(), 2, ask())).then()


@pytest.mark.parametrize("state", ["planned", "reopen asked", "reopening", "referred"])
def test_a_cancelled_order_is_not_called_about(state: str) -> None:
    outcome = (
        given(*STATES[state])
        .when(DropCallback(CASE, at(), "cancelled"))
        .then(Dropped(STATES[state][0].round, "cancelled"))
    )
    assert (outcome.state.phase, outcome.state.duties) == (Phase.DROPPED, ())
    given(*STATES[state], *outcome.events).when(DropCallback(CASE, at(), "cancelled")).then()
