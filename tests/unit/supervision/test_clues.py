import pytest

from services.supervision.domain.clue import DismissClue, FindClue, JoinReview, RegisterClue, TakeUpClue, clue
from services.supervision.domain.clue import events as said
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.small_rules import at
from tests.unit.supervision.reviewed import BLANK, FOUND, KEY, MATTER, WORDS, sealed
from tests.unit.supervision.strict import timer

given = scenario(clue)
DISMISSED = said.ClueDismissed(sealed("reason"))


def test_what_a_rule_found_and_what_an_officer_wrote_are_closed_under_the_matter_s_own_key() -> None:
    given().when(FindClue(MATTER, timer(), WORDS)).then(said.ClueFound(WORDS.under(KEY)))
    given().when(RegisterClue(MATTER, at(), WORDS)).then(said.ClueRegistered(WORDS.under(KEY)))


def test_a_clue_that_is_found_again_says_nothing_new_whatever_became_of_it() -> None:
    given(FOUND).when(FindClue(MATTER, timer(), WORDS)).then()
    given(FOUND, DISMISSED).when(FindClue(MATTER, timer(), WORDS)).then()


def test_a_dismissed_clue_may_be_taken_up_again_with_a_reason() -> None:
    given(FOUND, DISMISSED).when(JoinReview(MATTER, at(), Text("r"))).rejected("clue.dismissed")
    given(FOUND, DISMISSED).when(TakeUpClue(MATTER, at(), WORDS)).then(said.ClueTakenUp(WORDS.under(KEY)))
    again = (FOUND, DISMISSED, said.ClueTakenUp(sealed("reason")))
    given(*again).when(JoinReview(MATTER, at(), Text("r"))).then(said.ClueJoined(Text("r").under(KEY)))


@pytest.mark.parametrize("command", [DismissClue(MATTER, at(), BLANK), RegisterClue(MATTER, at(), BLANK)])
def test_nothing_is_said_without_words(command: DismissClue | RegisterClue) -> None:
    begun = () if isinstance(command, RegisterClue) else (FOUND,)
    code = "clue.no_content" if isinstance(command, RegisterClue) else "clue.no_reason"
    given(*begun).when(command).rejected(code)


def test_what_was_found_stands_under_a_subject_that_tells_nothing() -> None:
    assert clue.address(FindClue(MATTER, timer(), WORDS)).subject == f"clue/{MATTER}"
