import pytest

from services.intake.domain.appeal.commands import Accept, Decline, LapseDuties, Supplement, Withdraw
from services.intake.domain.appeal.decide import appeal
from services.intake.domain.appeal.events import Accepted, Declined, Lapsed, Supplemented, Withdrawn
from services.intake.domain.appeal.state import Appeal, Phase
from services.intake.domain.reasons import DECLINE_REASONS
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.intake.domain.said import ACCEPTED, STREAM, received
from tests.unit.small_rules import DAY, NOON, at

given = scenario(appeal)
LAPSED = Lapsed("accept", "desk", NOON + DAY)


def test_the_desk_accepts_and_may_set_the_kind() -> None:
    given(received()).when(Accept(STREAM, at())).then(Accepted("求助", "person"))
    given(received()).when(Accept(STREAM, at(), "投诉")).then(Accepted("投诉", "person"))
    given(received()).when(Accept(STREAM, at(), "吐槽")).rejected("appeal.unknown_kind")


def test_accepting_twice_says_nothing_new() -> None:
    given(received(), ACCEPTED).when(Accept(STREAM, at(), "投诉")).then()


def test_accepting_at_the_due_time_is_in_time() -> None:
    given(received()).when(Accept(STREAM, at(24))).then(ACCEPTED)


def test_accepting_late_first_says_the_lapse() -> None:
    given(received()).when(Accept(STREAM, at(24.01))).then(LAPSED, ACCEPTED)


def test_accepting_after_the_timer_said_the_lapse_says_it_no_more() -> None:
    given(received(), LAPSED).when(Accept(STREAM, at(30))).then(ACCEPTED)


def test_what_was_accepted_in_time_never_lapses() -> None:
    given(received(), ACCEPTED).when(LapseDuties(STREAM, at(1000))).then()


def test_a_refused_deed_leaves_the_lapse_to_the_timer() -> None:
    given(received()).when(Decline(STREAM, at(30), "no_such_reason")).rejected("appeal.unknown_reason")


@pytest.mark.parametrize("reason", DECLINE_REASONS)
def test_the_desk_declines_for_each_reason_of_the_list(reason: str) -> None:
    advice = Text("请向法院提出")
    given(received()).when(Decline(STREAM, at(), reason, advice)).then(Declined(reason, advice.under("asker/a")))


def test_advice_for_a_shredded_asker_is_not_kept() -> None:
    given(received()).when(Decline(STREAM, at(), "in_court", Text("x", unknown=True))).then(Declined("in_court", None))


def test_what_was_declined_can_still_be_supplemented() -> None:
    known = (received(), Declined("in_court", None))
    given(*known).when(Supplement(STREAM, at(), Text("新证据", same="n"))).then_types(Supplemented)


def test_an_empty_supplement_is_refused() -> None:
    given(received()).when(Supplement(STREAM, at(), Text("  "))).rejected("appeal.no_text")


def test_a_supplement_that_repeats_the_first_words_says_nothing() -> None:
    given(received()).when(Supplement(STREAM, at(), Text("路灯不亮", same="first"))).then()


def test_the_asker_withdraws_before_and_after_acceptance() -> None:
    reason = Text("已经修好")
    for known in ((received(),), (received(), ACCEPTED)):
        given(*known).when(Withdraw(STREAM, at(), reason)).then(Withdrawn(reason.under("asker/a")))


def test_withdrawing_late_first_says_the_lapse() -> None:
    given(received()).when(Withdraw(STREAM, at(30))).then(LAPSED, Withdrawn(None))


def test_the_state_remembers_what_the_desk_said() -> None:
    state = appeal.fold([received(), Accepted("投诉", "person")])
    assert (state.phase, state.kind, state.asker, state.duties) == (Phase.ACCEPTED, "投诉", "a", ())
    assert appeal.initial == Appeal()
