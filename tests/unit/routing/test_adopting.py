"""A part of the rules is adopted when its content is new."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from services.routing.domain.rules import (
    Adopted,
    AdoptProposal,
    AdoptRules,
    Dropped,
    DropProposal,
    Proposed,
    ProposeRules,
    rules,
)
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from shared.rules.rules import PARTS, canonical, content_hash
from shared.testing.given import scenario
from tests.unit.readme_tables import holds
from tests.unit.routing.orders import moment

given = scenario(rules)
CONTENT = '{"desks":{},"name":"海拉尔"}'
HASH = sha256(CONTENT.encode()).hexdigest()
ADOPT = AdoptRules("units", HASH, CONTENT, moment())


def test_content_is_adopted_once() -> None:
    given().when(ADOPT).then(Adopted("units", HASH, CONTENT))
    given(Adopted("units", HASH, CONTENT)).when(ADOPT).then()


def test_other_content_is_adopted_and_the_old_one_may_come_back() -> None:
    other = '{"desks":{}}'
    change = AdoptRules("units", sha256(other.encode()).hexdigest(), other, moment())
    changed = given(Adopted("units", HASH, CONTENT)).when(change).then_types(Adopted)
    given(Adopted("units", HASH, CONTENT), *changed.events).when(ADOPT).then(Adopted("units", HASH, CONTENT))


def test_the_hash_is_that_of_the_canonical_content() -> None:
    content = {"name": "海拉尔", "desks": {}}
    given().when(AdoptRules("units", content_hash(content), canonical(content), moment())).then_types(Adopted)


def test_a_hash_of_something_else_is_refused() -> None:
    given().when(replace(ADOPT, hash="0" * 64)).rejected("rules.hash_mismatch")


def test_an_unknown_part_is_refused() -> None:
    given().when(replace(ADOPT, part="weather")).rejected("rules.unknown_part")


OTHER = '{"desks":{"dispatch":"desk"}}'
OTHER_HASH = sha256(OTHER.encode()).hexdigest()
WANG, LI = (replace(moment(), by=Actor(account)) for account in ("wang", "li"))
PROPOSE = ProposeRules("units", OTHER_HASH, OTHER, WANG)
FIRST = Adopted("units", HASH, CONTENT)
PROPOSED = Proposed("units", OTHER_HASH, OTHER, "wang", HASH)
YES, NO = AdoptProposal("units", OTHER_HASH, LI), DropProposal("units", OTHER_HASH, LI)
CHOSEN = Adopted("units", OTHER_HASH, OTHER, "wang")


def test_one_person_proposes_and_another_adopts() -> None:
    given(FIRST).when(PROPOSE).then(PROPOSED)
    given(FIRST, PROPOSED).when(YES).then(CHOSEN)


def test_nobody_adopts_what_they_proposed() -> None:
    given(FIRST, PROPOSED).when(replace(YES, moment=WANG)).rejected("rules.own_proposal")


def test_only_what_was_looked_at_is_adopted_and_only_while_it_waits() -> None:
    given(FIRST).when(YES).rejected("rules.no_proposal")
    given(FIRST, PROPOSED).when(replace(YES, hash="0" * 64)).rejected("rules.no_proposal")
    given(FIRST, PROPOSED, Dropped("units", OTHER_HASH)).when(YES).rejected("rules.no_proposal")
    given(FIRST, PROPOSED, CHOSEN).when(YES).rejected("rules.no_proposal")


def test_a_proposal_is_made_once_replaced_by_a_later_one_and_may_be_dropped_by_anybody() -> None:
    given(FIRST, PROPOSED).when(PROPOSE).then()
    third = '{"desks":{"dispatch":"third"}}'
    later = ProposeRules("units", sha256(third.encode()).hexdigest(), third, LI)
    given(FIRST, PROPOSED).when(later).then_types(Proposed)
    given(FIRST, PROPOSED).when(NO).then(Dropped("units", OTHER_HASH))
    given(FIRST).when(NO).rejected("rules.no_proposal")


def test_what_is_in_force_is_nothing_new() -> None:
    given(Adopted("units", OTHER_HASH, OTHER)).when(PROPOSE).rejected("rules.nothing_new")


def test_the_folder_does_not_bring_back_at_a_start_what_people_replaced() -> None:
    given(FIRST, PROPOSED, CHOSEN).when(ADOPT).then()
    new = '{"desks":{"dispatch":"new"}}'
    edited = AdoptRules("units", sha256(new.encode()).hexdigest(), new, moment())
    given(FIRST, PROPOSED, CHOSEN).when(edited).then_types(Adopted)


def test_what_the_folder_says_anew_ends_a_proposal_made_to_something_else() -> None:
    new = '{"desks":{"dispatch":"new"}}'
    given(FIRST, PROPOSED, Adopted("units", sha256(new.encode()).hexdigest(), new)).when(YES).rejected(
        "rules.no_proposal"
    )


STATES = {"nothing": (), "in force": (FIRST,), "proposed": (FIRST, PROPOSED), "chosen": (FIRST, PROPOSED, CHOSEN)}
COMMANDS = {"AdoptRules": ADOPT, "ProposeRules": PROPOSE, "AdoptProposal": YES, "DropProposal": NO}


def test_the_table_of_the_rules_is_what_the_code_does(root: Path) -> None:
    holds(root / "services" / "routing" / "README.md", "rules", rules, STATES, COMMANDS)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_a_stream_and_subject_of_its_own(part: str) -> None:
    assert rules.address(replace(ADOPT, part=part)) == (stream_id("rules", part), f"rules/{part}")
