from services.intake.domain.appeal.commands import Decline
from services.intake.domain.appeal.decide import appeal
from services.intake.domain.appeal.desk_commands import AnswerAtOnce, Rate
from services.intake.domain.appeal.desk_events import AnsweredAtOnce, Rated
from services.intake.domain.appeal.events import Lapsed
from services.intake.domain.appeal.state import Phase
from services.intake.domain.reasons import ADVICE, DECLINE_REASONS
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.intake.domain.said import ACCEPTED, CASE, STATES, STREAM, received
from tests.unit.small_rules import at

given = scenario(appeal)
WORDS = Text("可以网上办")


def test_the_desk_answers_in_the_words_of_an_article_under_the_cases_key() -> None:
    said = AnsweredAtOnce("k", 2, WORDS.under(f"case/{CASE}"), "咨询", "wang")
    outcome = given(received()).when(AnswerAtOnce(STREAM, CASE, at(), WORDS, "k", 2, "咨询")).then(said)
    assert (outcome.state.phase, outcome.state.duties) == (Phase.ANSWERED_AT_ONCE, ())


def test_the_kind_stays_as_it_was_said() -> None:
    outcome = given(received()).when(AnswerAtOnce(STREAM, CASE, at(), WORDS)).then_types(AnsweredAtOnce)
    assert outcome.events[0].kind == "求助"


def test_an_answer_says_something_of_a_kind_of_ours() -> None:
    given(received()).when(AnswerAtOnce(STREAM, CASE, at(), Text(" "))).rejected("appeal.no_answer")
    given(received()).when(AnswerAtOnce(STREAM, CASE, at(), WORDS, kind="吐槽")).rejected("appeal.unknown_kind")


def test_a_late_answer_first_says_the_lapse() -> None:
    given(received()).when(AnswerAtOnce(STREAM, CASE, at(25), WORDS)).then_types(Lapsed, AnsweredAtOnce)


def test_what_was_accepted_is_answered_by_a_unit() -> None:
    given(received(), ACCEPTED).when(AnswerAtOnce(STREAM, CASE, at(), WORDS)).rejected("appeal.accepted")


def test_what_was_answered_is_not_declined() -> None:
    given(*STATES["answered at once"]).when(Decline(STREAM, at(), "in_court")).rejected("appeal.answered_at_once")


def test_each_reason_to_decline_has_advice_where_to_turn() -> None:
    assert set(ADVICE) == set(DECLINE_REASONS)
    assert all(len(advice) > 15 for advice in ADVICE.values())


def test_the_asker_rates_each_round_once() -> None:
    remark = Text("很快")
    rated = Rated(1, True, remark.under("asker/a"))
    given(received(), ACCEPTED).when(Rate(STREAM, at(), 1, True, remark)).then(rated)
    given(received(), ACCEPTED, rated).when(Rate(STREAM, at(), 1, False)).rejected("appeal.rated")
    given(received(), ACCEPTED, rated).when(Rate(STREAM, at(), 2, False)).then(Rated(2, False, None))
