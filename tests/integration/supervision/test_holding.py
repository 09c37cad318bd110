"""While a review holds a case its keys are not destroyed; nobody is told why."""

from collections.abc import Collection, Mapping

import pytest
from sqlalchemy.exc import OperationalError

from services.supervision.finding import find
from services.supervision.holding import keep_holds
from services.supervision.lapsing import turn
from shared.kernel.text import case_key
from shared.vault import Forbidden, Vault
from tests.integration.supervision.office import LEAD, Office
from tests.integration.supervision.reviewing import (
    CLUES,
    REVIEWS,
    clues,
    concluded,
    do,
    foreign_call,
    found_clue,
    known,
    opened,
)


def test_the_keys_of_a_review_s_cases_are_held_until_it_is_closed_and_again_when_it_is_reopened(office: Office) -> None:
    known(office)
    matter = found_clue(office)
    key = case_key(str(clues(office)[0]["content"]["case_no"]))
    intake = office.vault.under("intake")
    assert keep_holds(office.house) == 0
    review = opened(office, matter)  # no turn of the timer comes in between, here and below
    assert (intake.held([key]), intake.held(["case/another"])) == (True, False)
    assert keep_holds(office.house) == 0
    concluded(office, review)
    do(office, f"{REVIEWS}/{review}/close", LEAD, words="已落实")
    assert not intake.held([key])
    do(office, f"{REVIEWS}/{review}/reopen", LEAD, reason="又有反映")
    assert intake.held([key])


def test_a_case_that_joins_a_review_is_held_by_the_same_request(office: Office) -> None:
    review = opened(office, found_clue(office))
    other = foreign_call(office, "2")
    find(office.house)
    intake = office.vault.under("intake")
    assert not intake.held([case_key(other)])
    [matter] = [one["matter"] for one in clues(office) if one["content"]["case_no"] == other]
    do(office, f"{CLUES}/{matter}/join-review", review=review)
    assert intake.held([case_key(other)])


def test_where_the_vault_cannot_be_written_the_review_is_opened_and_the_timer_holds(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = Vault.hold

    def away(*_: object) -> None:
        raise OperationalError("", {}, Exception("the vault is away"))

    monkeypatch.setattr(Vault, "hold", away)
    opened(office, found_clue(office))
    monkeypatch.setattr(Vault, "hold", hold)
    key = case_key(str(clues(office)[0]["content"]["case_no"]))
    assert not office.vault.under("intake").held([key])
    assert turn(office.house) > 0
    assert office.vault.under("intake").held([key])


def test_an_older_list_does_not_stay_where_a_newer_one_was_placed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The timer has read its list; before it places it, a request opens a review and places its own."""
    matter = found_clue(office)
    hold, crossing = Vault.hold, [True]

    def slow(vault: Vault, held: Mapping[str, Collection[str]]) -> None:
        if crossing and not held:
            crossing.clear()
            opened(office, matter)
        hold(vault, held)

    monkeypatch.setattr(Vault, "hold", slow)
    keep_holds(office.house)
    assert not crossing
    key = case_key(str(clues(office)[0]["content"]["case_no"]))
    assert office.vault.under("intake").held([key])


def test_only_the_discipline_room_holds_and_releases(office: Office) -> None:
    with pytest.raises(Forbidden):
        office.vault.under("intake").hold({})


def test_a_hold_names_no_case_and_no_review(office: Office) -> None:
    review = opened(office, found_clue(office))
    with office.vault.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT kind, tag, ref FROM vault_tags WHERE kind = 'hold'").all()
    assert len(rows) == 1
    assert not [row for row in rows if review in str(row) or "2026" in str(row)]
