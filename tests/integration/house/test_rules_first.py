"""A service that needs the rules handles nothing before all of them were adopted, and loses nothing by waiting."""

from pathlib import Path

import pytest

from services.routing.adoption import read_jurisdiction
from services.routing.domain.rules import AdoptRules, rules
from shared.eventlog.unit import Message
from shared.house.rulebook import digest
from shared.house.spec import Spec
from shared.rules.canonical import canonical
from tests.integration.house import desk, shop
from tests.integration.house.conftest import Build
from tests.integration.house.town import WANG, Town, until

HAILAR = Path(__file__).parents[3] / "deploy" / "jurisdictions" / "hailar"
ROUTING = Spec(name="routing", title="Rules", folder=Path(__file__).parent, deciders=(rules,), needs_rules=False)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.bus.inbox.PATIENCE", 0.0)
    monkeypatch.setattr("shared.bus.inbox.FIRST_PAUSE", 0.01)


@pytest.fixture
def parts() -> dict[str, str]:
    return {part: canonical(content) for part, content in read_jurisdiction(HAILAR).items()}


def adopt(town: Town, parts: dict[str, str]) -> None:
    routing = town.houses["routing"]
    for part, content in parts.items():
        routing.execute(AdoptRules(part, digest(content), content, routing.moment(WANG)))


def test_what_comes_before_the_rules_waits_for_them_and_is_not_parked(
    build: Build, trouble: desk.Trouble, parts: dict[str, str]
) -> None:
    town = build(ROUTING, shop.SPEC, desk.spec(trouble.react, needs_rules=True))
    supervision = town.houses["supervision"]
    town.tell("anna", "one")
    late = parts.pop("limits")
    adopt(town, parts)
    until(lambda: len(town.said("routing")) == len(parts) and town.houses["routing"].idle)
    assert (supervision.ready, trouble.calls) == (False, [])
    adopt(town, {"limits": late})
    town.settle()
    assert supervision.ready
    assert trouble.calls == [("anna", 1)]
    assert supervision.lot.waiting() == []
    assert supervision.rulebook.current.units.keys() == town.houses["routing"].rulebook.current.units.keys()


def test_the_rules_are_there_again_after_a_restart(build: Build, parts: dict[str, str]) -> None:
    specs = ROUTING, shop.SPEC, desk.spec(needs_rules=True)
    town = build(*specs)
    adopt(town, parts)
    town.settle()
    town = build(*specs)
    assert all(house.ready for house in town.houses.values())
    town.tell("anna", "one")
    town.settle()
    assert [fact.type for fact in town.said("supervision")] == ["toy.noted"]


def test_what_nothing_is_decided_about_does_not_wait_in_front_of_the_rules(build: Build, trouble: desk.Trouble) -> None:
    supervision = build(ROUTING, shop.SPEC, desk.spec(trouble.react, needs_rules=True)).houses["supervision"]
    source, type_ = next(iter(supervision.ear.hears))
    decided, told = (Message(source, 1, "id1", one, "anna", b"{}") for one in (type_, "account.created"))
    assert (supervision.ready_for(decided), supervision.ready_for(told)) == (False, True)
