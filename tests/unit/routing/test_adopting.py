"""A part of the rules is adopted when its content is new."""

from dataclasses import replace
from hashlib import sha256

import pytest

from services.routing.domain.rules import Adopted, AdoptRules, rules
from shared.kernel.numbering import stream_id
from shared.rules.rules import PARTS, canonical, content_hash
from shared.testing.given import scenario
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


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_a_stream_and_subject_of_its_own(part: str) -> None:
    assert rules.address(replace(ADOPT, part=part)) == (stream_id("rules", part), f"rules/{part}")
