from dataclasses import replace

import pytest

from services.supervision.domain.card.commands import (
    Accept,
    Explain,
    IssueCard,
    LapseCards,
    NoteDissatisfied,
    NoteExtended,
    NoteLapse,
    Withdraw,
)
from services.supervision.domain.card.decide import card
from services.supervision.domain.card.events import CalledFor, Explained, Issued, Lapsed, Withdrawn
from shared.kernel.text import Text
from shared.rules.cards import card_of_lapse
from shared.testing.given import scenario
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON, at, closed
from tests.unit.supervision.carded import CALLED, CARDS, EXPLAIN, EXPLAINED, GROUND, ISSUED, UNIT, WORDS
from tests.unit.supervision.strict import STRICT, on, timer

given = scenario(card)
AGAIN = CalledFor(1, UNIT, "overdue_again", "red", "approve", NOON, False, "explain")
WITHDRAWN = Withdrawn(1, UNIT, GROUND, "yellow", closed("reason"))


def lapse(duty: str = "answer", round_: int = 1) -> NoteLapse:
    return NoteLapse(CASE, timer(1), UNIT, round_, duty, NOON)


@pytest.mark.parametrize("duty", ["dispatch", "sign"])
def test_what_is_not_begun_in_time_calls_for_blue(duty: str) -> None:
    given().when(lapse(duty)).then(CalledFor(1, UNIT, "late_start", "blue", duty, NOON, False, ""))


def test_what_is_overdue_calls_for_yellow_with_a_letter_and_an_explanation() -> None:
    given().when(lapse()).then(CALLED)


def test_what_is_only_reminded_of_calls_for_nothing() -> None:
    given().when(lapse("first_contact")).then()
    assert card_of_lapse(STRICT.cards, "first_contact") is None


@pytest.mark.parametrize("unit", ["", "the city"])
def test_nobody_outside_the_district_is_shown_a_card(unit: str) -> None:
    given().when(replace(lapse(), unit=unit)).then()


def test_no_rule_no_card() -> None:
    given().when(replace(lapse(), moment=at(1))).then()


def test_overdue_again_calls_for_red_and_once_more_for_nothing() -> None:
    given(CALLED).when(lapse("approve")).then(AGAIN)
    given(CALLED, AGAIN).when(lapse("close")).then()


def test_the_same_lapse_heard_twice_calls_once() -> None:
    given(CALLED).when(lapse()).then()
    given(CALLED, ISSUED, WITHDRAWN).when(lapse()).then()


def test_two_instructions_that_lapse_at_one_time_are_two_lapses() -> None:
    """So are two decisions of a meeting: the second one calls for red."""
    first, second = (replace(lapse("report_instruction"), which=which) for which in ("1", "2"))
    yellow = replace(CALLED, duty="report_instruction", which="1")
    given().when(first).then(yellow)
    given(yellow).when(first).then()
    red = replace(AGAIN, duty="report_instruction", which="2")
    given(yellow).when(second).then(red)
    given(yellow, red).when(second).then()


def test_after_a_withdrawn_card_the_next_lapse_calls_for_yellow_not_red() -> None:
    fresh = replace(CALLED, duty="approve")
    given(CALLED, ISSUED, WITHDRAWN).when(lapse("approve")).then(fresh)


@pytest.mark.parametrize("number", [1, 2])
def test_two_extensions_are_not_too_many(number: int) -> None:
    given().when(NoteExtended(CASE, timer(), UNIT, 1, number)).then()


def test_the_third_extension_calls_for_red() -> None:
    red = CalledFor(1, UNIT, "extended", "red", "", None, False, "explain")
    given().when(NoteExtended(CASE, timer(), UNIT, 1, 3)).then(red)
    given(red).when(NoteExtended(CASE, timer(), UNIT, 1, 4)).then()


def test_dissatisfied_twice_calls_for_red() -> None:
    red = CalledFor(2, UNIT, "dissatisfied", "red", "", None, False, "explain")
    given().when(NoteDissatisfied(CASE, timer(), UNIT, 2)).then(red)


def test_what_was_called_for_is_issued_once_and_asks_for_an_explanation() -> None:
    command = IssueCard(CASE, timer(), UNIT, GROUND, "2026-1")
    given(CALLED).when(command).then(ISSUED)
    given(CALLED, ISSUED).when(IssueCard(CASE, timer(), UNIT, GROUND)).then()


def test_a_second_letter_for_one_card_is_refused_with_its_number() -> None:
    command = IssueCard(CASE, timer(), UNIT, GROUND, "2026-2")
    given(CALLED, ISSUED).when(command).rejected("card.not_explained")


def test_a_card_whose_rule_wants_a_letter_is_not_issued_without() -> None:
    given(CALLED).when(IssueCard(CASE, timer(), UNIT, GROUND)).rejected("card.needs_letter")


def test_a_blue_card_asks_for_nothing() -> None:
    blue = CalledFor(1, UNIT, "late_start", "blue", "sign", NOON, False, "")
    issued = Issued(1, UNIT, "blue", "late_start", "sign", NOON, "", ())
    given(blue).when(IssueCard(CASE, timer(), UNIT, "late_start")).then(issued)
    explain = Explain(CASE, on(900, "liu", UNIT), UNIT, "late_start", WORDS)
    given(blue, issued).when(explain).then_types(Explained)


def test_the_unit_explains_under_the_key_of_the_case() -> None:
    explained = Explained(1, UNIT, GROUND, WORDS.under(f"case/{CASE}"))
    given(CALLED, ISSUED).when(Explain(CASE, on(1, "liu", UNIT), UNIT, GROUND, WORDS)).then(explained)


def test_a_late_explanation_first_says_the_lapse() -> None:
    lapsed = Lapsed(1, "explain", UNIT, NOON + DAY, GROUND)
    command = Explain(CASE, on(25, "liu", UNIT), UNIT, GROUND, WORDS)
    given(CALLED, ISSUED).when(command).then(lapsed, Explained(1, UNIT, GROUND, WORDS.under(f"case/{CASE}")))
    given(CALLED, ISSUED, lapsed).when(LapseCards(CASE, timer(26), UNIT)).then()
    given(CALLED, ISSUED, lapsed).when(command).then_types(Explained)
    assert lapsed.happened_at == NOON + DAY


def test_an_explanation_at_its_very_time_is_in_time() -> None:
    given(CALLED, ISSUED).when(LapseCards(CASE, timer(24), UNIT)).then()


def test_nobody_explains_for_another_unit() -> None:
    given(CALLED, ISSUED).when(Explain(CASE, on(1), UNIT, GROUND, WORDS)).rejected("card.other_unit")


def test_blank_words_explain_and_withdraw_nothing() -> None:
    blank = Text("  ")
    explain = Explain(CASE, on(1, "liu", UNIT), UNIT, GROUND, blank)
    given(CALLED, ISSUED).when(explain).rejected("card.no_explanation")
    given(CALLED, ISSUED).when(Withdraw(CASE, on(1), UNIT, GROUND, blank)).rejected("card.no_reason")


@pytest.mark.parametrize("state", ["called for", "issued", "explained", "accepted"])
def test_a_person_withdraws_a_card_with_a_reason_but_no_timer_does(state: str) -> None:
    reason = WORDS.under(f"case/{CASE}")
    given(*CARDS[state]).when(Withdraw(CASE, on(1), UNIT, GROUND, WORDS)).then(
        Withdrawn(1, UNIT, GROUND, "yellow", reason)
    )
    given(*CARDS[state]).when(Withdraw(CASE, timer(1), UNIT, GROUND, WORDS)).rejected("card.by_a_person")


def test_an_explanation_is_accepted_once() -> None:
    outcome = given(CALLED, ISSUED, EXPLAINED).when(Accept(CASE, on(2), UNIT, GROUND, WORDS))
    assert outcome.events[0].remark == WORDS.under(f"case/{CASE}")
    given(*CARDS["accepted"]).when(Accept(CASE, on(2), UNIT, GROUND)).then()
    given(CALLED, ISSUED).when(Accept(CASE, on(2), UNIT, GROUND)).rejected("card.not_explained")


def test_the_duty_to_explain_is_the_units() -> None:
    assert (EXPLAIN.unit, EXPLAIN.due_at) == (UNIT, NOON + DAY)
