"""The command line opens no more of a case than a page would."""

from typing import Any

import pytest

from services.cli.operations.opening import Reader, opens, shown_to
from services.routing.adoption import read_jurisdiction
from shared.eventlog.fact import Fact
from shared.kernel.actor import Actor
from shared.rules.rules import rules_from
from tests.unit.hearing import CASE, private
from tests.unit.small_rules import NOON

UNIT = "housing"
OPENED = {
    "asker": "a-1",
    "confidential": True,
    "unit": "",
    **{name: private(name) for name in ("text", "name", "phone")},
}


@pytest.fixture(scope="module")
def roles(root: Any) -> Any:
    return rules_from(read_jurisdiction(root / "deploy" / "jurisdictions" / "hailar")).roles


def reader(roles: Any, role: str, unit: str = UNIT) -> Reader:
    return Reader(unit, lambda permission: permission in roles[role].permissions)


def said(type_: str, **data: Any) -> Fact:
    return Fact("s", 1, "e1", type_, CASE, "x", 1, NOON, NOON, Actor("a"), "", data, "/hailar/s", "")


@pytest.mark.parametrize(
    ("type_", "role", "opened"),
    [
        ("appeal.received", "officer", False),
        ("appeal.received", "dispatcher", True),
        ("appeal.received", "audit_admin", True),
        ("work_order.opened", "officer", True),
        ("callback.recorded", "officer", False),
        ("callback.recorded", "supervisor", True),
        ("delivery.planned", "officer", False),
        ("delivery.planned", "dispatcher", False),
        ("personal.opened", "officer", False),
    ],
)
def test_each_entry_is_opened_to_whom_the_page_of_its_service_opens_it(
    roles: Any, type_: str, role: str, opened: bool
) -> None:
    assert opens(reader(roles, role), said(type_, text=private("text"))) == (["text"] if opened else [])


@pytest.mark.parametrize("role", ["officer", "dispatcher", "supervisor", "audit_admin"])
def test_a_draft_is_its_own_units_alone(roles: Any, role: str) -> None:
    draft = said("work_order.drafted", unit=UNIT, public=private("public"))
    assert opens(reader(roles, role, "finance"), draft) == []
    assert opens(reader(roles, "officer"), draft) == ["public"]


def test_a_card_of_another_unit_stays_closed(roles: Any) -> None:
    card = said("card.explained", unit="finance", explanation=private("explanation"))
    assert opens(reader(roles, "officer"), card) == []
    assert opens(reader(roles, "supervisor"), card) == ["explanation"]


def test_a_unit_learns_nothing_of_a_confidential_asker(roles: Any) -> None:
    (fact,) = shown_to(reader(roles, "officer"), [said("work_order.opened", **OPENED)])
    assert (fact.data["asker"], fact.data["name"], fact.data["phone"]) == (None, None, None)
    assert opens(reader(roles, "officer"), fact) == ["text"]
    (fact,) = shown_to(reader(roles, "dispatcher"), [said("work_order.opened", **OPENED)])
    assert (fact.data["asker"], opens(reader(roles, "dispatcher"), fact)) == ("a-1", ["text", "name", "phone"])


def test_who_asks_openly_is_shown_as_before(roles: Any) -> None:
    (fact,) = shown_to(reader(roles, "officer"), [said("work_order.opened", **{**OPENED, "confidential": False})])
    assert opens(reader(roles, "officer"), fact) == ["text", "name", "phone"]
