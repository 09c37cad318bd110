"""While a review holds a case its keys are not destroyed; nobody is told why."""

import pytest

from services.supervision.holding import keep_holds
from shared.kernel.text import case_key
from shared.vault import Forbidden
from tests.integration.supervision.office import LEAD, Office
from tests.integration.supervision.reviewing import REVIEWS, clues, concluded, do, found_clue, known, opened


def test_the_keys_of_a_review_s_cases_are_held_until_it_is_closed_and_again_when_it_is_reopened(office: Office) -> None:
    known(office)
    matter = found_clue(office)
    key = case_key(str(clues(office)[0]["content"]["case_no"]))
    intake = office.vault.under("intake")
    assert keep_holds(office.house) == 0
    review = opened(office, matter)
    assert (keep_holds(office.house), intake.held([key]), intake.held(["case/another"])) == (1, True, False)
    concluded(office, review)
    do(office, f"{REVIEWS}/{review}/close", LEAD, words="已落实")
    keep_holds(office.house)
    assert not intake.held([key])
    do(office, f"{REVIEWS}/{review}/reopen", LEAD, reason="又有反映")
    keep_holds(office.house)
    assert intake.held([key])


def test_only_the_discipline_room_holds_and_releases(office: Office) -> None:
    with pytest.raises(Forbidden):
        office.vault.under("intake").hold({})


def test_a_hold_names_no_case_and_no_review(office: Office) -> None:
    review = opened(office, found_clue(office))
    keep_holds(office.house)
    with office.vault.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT kind, tag, ref FROM vault_tags WHERE kind = 'hold'").all()
    assert len(rows) == 1
    assert not [row for row in rows if review in str(row) or "2026" in str(row)]
