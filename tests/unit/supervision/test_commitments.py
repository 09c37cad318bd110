from dataclasses import replace
from typing import Any

import pytest

from services.supervision.domain.commitment.commands import (
    KINDS,
    ConfirmKept,
    LapseCommitment,
    Register,
    SendBack,
    ShowEvidence,
    Withdraw,
)
from services.supervision.domain.commitment.decide import commitment
from services.supervision.domain.commitment.events import EvidenceShown, Kept, Lapsed, Registered, SentBack
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON
from tests.unit.supervision.carded import ID, REGISTERED, SHOWN, UNIT, WORDS
from tests.unit.supervision.strict import on, timer

given = scenario(commitment)
KEY = f"case/{ID}"
REGISTER = Register(ID, on(), UNIT, "promise", WORDS, NOON + DAY)
LAPSED = Lapsed(1, "keep", UNIT, NOON + DAY)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_registered_with_its_words_under_its_own_key(kind: str) -> None:
    registered = Registered(UNIT, kind, "", WORDS.under(KEY), NOON + DAY)
    given().when(replace(REGISTER, kind=kind)).then(registered)


def test_words_of_one_that_comes_of_a_case_are_under_the_key_of_the_case() -> None:
    outcome = given().when(replace(REGISTER, case_no=CASE))
    assert (outcome.events[0].matter.key, outcome.state.key) == (f"case/{CASE}", f"case/{CASE}")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "wish"}, "unknown_kind"),
        ({"unit": "nobody"}, "unknown_unit"),
        ({"matter": Text(" ")}, "no_matter"),
        ({"due_at": NOON}, "past"),
    ],
)
def test_a_commitment_has_a_kind_a_unit_words_and_time_to_come(change: dict[str, Any], code: str) -> None:
    given().when(replace(REGISTER, **change)).rejected(f"commitment.{code}")


def test_the_unit_shows_evidence_as_often_as_it_has_some() -> None:
    show = ShowEvidence(ID, on(1, "liu", UNIT), WORDS)
    given(REGISTERED).when(show).then(EvidenceShown(1, UNIT, WORDS.under(KEY)))
    given(REGISTERED, SHOWN).when(show).then(EvidenceShown(2, UNIT, WORDS.under(KEY)))
    given(REGISTERED).when(ShowEvidence(ID, on(1), WORDS)).rejected("commitment.other_unit")


def test_supervision_confirms_what_was_shown_or_sends_it_back() -> None:
    given(REGISTERED).when(ConfirmKept(ID, on(2))).rejected("commitment.no_evidence")
    given(REGISTERED, SHOWN).when(ConfirmKept(ID, on(2))).then(Kept(UNIT, False, None))
    given(REGISTERED, SHOWN).when(SendBack(ID, on(2), WORDS)).then(SentBack(1, UNIT, WORDS.under(KEY)))
    given(REGISTERED, SHOWN).when(SendBack(ID, on(2), Text(""))).rejected("commitment.no_words")


def test_a_lapse_is_said_once_and_what_is_kept_after_it_is_kept_late() -> None:
    given(REGISTERED).when(LapseCommitment(ID, timer(24))).then()
    given(REGISTERED).when(LapseCommitment(ID, timer(25))).then(LAPSED)
    given(REGISTERED, LAPSED).when(LapseCommitment(ID, timer(99))).then()
    given(REGISTERED, SHOWN).when(ConfirmKept(ID, on(25))).then(LAPSED, Kept(UNIT, True, None))
    assert LAPSED.happened_at == NOON + DAY


def test_it_is_withdrawn_with_a_reason_while_it_is_open() -> None:
    withdraw = Withdraw(ID, on(2), WORDS)
    outcome = given(REGISTERED).when(withdraw)
    assert outcome.events[0].reason == WORDS.under(KEY)
    given(REGISTERED, SHOWN, Kept(UNIT, False, None)).when(withdraw).rejected("commitment.kept")
    given(REGISTERED).when(replace(withdraw, reason=Text(" "))).rejected("commitment.no_words")
