"""The rules of cards, samples and letters in the part `limits`: Hailar's, and what is wrong with others."""

from typing import Any

import pytest

from shared.rules.cards import card_of, card_of_lapse, percent_of
from shared.rules.rules import Rules, RulesInvalid, rules_from

Parts = dict[str, Any]


@pytest.mark.parametrize(
    ("duty", "colour"),
    [("sign", "blue"), ("dispatch", "blue"), ("accept", "blue"), ("answer", "yellow"), ("keep", "yellow")],
)
def test_hailar_shows_blue_for_not_beginning_and_yellow_for_being_overdue(
    hailar: Rules, duty: str, colour: str
) -> None:
    rule = card_of_lapse(hailar.cards, duty)
    assert rule is not None
    assert rule.colour == colour


@pytest.mark.parametrize("duty", ["first_contact", "progress", "callback", "settle", "explain"])
def test_some_lapses_are_only_reminded_of(hailar: Rules, duty: str) -> None:
    assert card_of_lapse(hailar.cards, duty) is None


def test_a_letter_comes_with_yellow_and_an_explanation_is_asked_with_red(hailar: Rules) -> None:
    rules = {ground: card_of(hailar.cards, ground) for ground in ("overdue", "overdue_again", "extended")}
    assert {ground: (rule.colour, rule.letter, rule.explain) for ground, rule in rules.items() if rule} == {
        "overdue": ("yellow", True, "explain"),
        "overdue_again": ("red", False, "explain"),
        "extended": ("red", False, "explain"),
    }
    assert hailar.letters["mark"] == "海政督"


def test_hailar_calls_all_that_was_closed_and_a_fifth_of_what_was_answered_at_once(hailar: Rules) -> None:
    assert percent_of(hailar.sampling, "closed", "12345", "general") == 100
    assert percent_of(hailar.sampling, "at_once", "12345", "") == 20


def test_rules_of_old_have_neither_cards_nor_samples_nor_letters(parts: Parts) -> None:
    for section in ("cards", "sampling", "letters"):
        del parts["limits"][section]
    rules = rules_from(parts)
    assert (rules.cards, rules.sampling, dict(rules.letters)) == ((), (), {})


@pytest.mark.parametrize(
    ("section", "content", "sentence"),
    [
        (
            "cards",
            [{"ground": "overdue", "colour": "yellow", "explain": "soon"}],
            "limits（cards 第 1 条）：时限“soon”不在 limits 里，请改正或补上",
        ),
        (
            "cards",
            [{"ground": "overdue", "colour": "red"}] * 2,
            "limits（limits）：“cards”里“overdue”写了两次，请删去一条",
        ),
        ("sampling", [{"percent": 101}], "limits（sampling 第 1 条）：“percent”应为 0 至 100 的整数，现在是 101"),
        ("sampling", [{"percent": True}], "limits（sampling 第 1 条）：“percent”应为 0 至 100 的整数，现在是 True"),
        ("letters", {"mark": "海政督", "signer": "办公室"}, "limits（letters）：“contact”应填写文字"),
    ],
)
def test_a_fault_is_told_in_a_sentence(section: str, content: object, sentence: str, parts: Parts) -> None:
    parts["limits"][section] = content
    with pytest.raises(RulesInvalid) as invalid:
        rules_from(parts)
    assert sentence in invalid.value.faults
