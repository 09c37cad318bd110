"""Stopped at any moment and started again, nothing is lost and nothing doubled."""

import pytest
from sqlalchemy import select

from shared.eventlog import schema
from shared.eventlog.unit import Unavailable
from tests.integration.house import desk, shop
from tests.integration.house.conftest import Build
from tests.integration.house.desk import Trouble, notes
from tests.integration.house.shop import told
from tests.integration.house.town import Town, until

CUSTOMERS = [f"customer-{n}" for n in range(6)]


def numbers(town: Town, service: str, customer: str) -> list[int]:
    return [fact.data["number"] for fact in town.said(service, "toy.told", "toy.noted") if fact.subject == customer]


def test_stopped_in_the_middle_again_and_again_it_ends_as_if_never_stopped(build: Build) -> None:
    town = build()
    for turn in range(4):
        for customer in CUSTOMERS:
            town.tell(customer, *[f"{turn}.{n}" for n in range(5)])
        town = build()  # stops the one before with whatever is on its way
    town.settle()
    for customer in CUSTOMERS:
        assert numbers(town, "intake", customer) == list(range(1, 21))
        assert numbers(town, "supervision", customer) == list(range(1, 21))
    assert len(town.rows("intake", told)) == 20 * len(CUSTOMERS)
    assert [(row["last"], row["letters"]) for row in town.rows("supervision", notes)] == [(20, 60)] * len(CUSTOMERS)
    assert town.houses["supervision"].lot.waiting() == []
    assert town.faults() == []


def test_what_was_not_handled_when_it_stopped_is_handled_after_the_start(build: Build, trouble: Trouble) -> None:
    trouble.errors["anna"] = Unavailable("away")
    town = build(shop.SPEC, desk.spec(trouble.react))
    town.tell("anna", "one", "three")
    until(lambda: trouble.calls)
    trouble.errors.clear()
    town = build(shop.SPEC, desk.spec(Trouble().react))
    town.settle()
    assert numbers(town, "supervision", "anna") == [1, 2]


def test_a_stored_cursor_never_passes_what_somebody_has_not_handled(build: Build, trouble: Trouble) -> None:
    trouble.errors["anna"] = Unavailable("away")
    town = build(shop.SPEC, desk.spec(trouble.react))
    town.tell("bert", "one")
    until(lambda: ("bert", 1) in trouble.calls and town.houses["intake"].relay.cursor.position == 1)
    town.tell("anna", "one")
    town.tell("bert", "three")
    until(lambda: ("bert", 2) in trouble.calls and ("anna", 1) in trouble.calls)
    town = build()
    with town.houses["intake"].engine.connect() as connection:
        assert connection.scalar(select(schema.progress.c.position).where(schema.progress.c.name == "relay")) == 1
    town.settle()
    assert numbers(town, "supervision", "anna") == [1]
    assert numbers(town, "supervision", "bert") == [1, 2]


def test_clean_stops_are_no_deaths_of_a_message_in_hand(build: Build, trouble: Trouble) -> None:
    trouble.errors["anna"] = Unavailable("away")
    town = build(shop.SPEC, desk.spec(trouble.react))
    town.tell("anna", "one")
    for _ in range(4):
        before = len(trouble.calls)
        until(lambda before=before: len(trouble.calls) > before)
        town = build(shop.SPEC, desk.spec(trouble.react))
    trouble.errors.clear()
    town.settle()
    assert numbers(town, "supervision", "anna") == [1]
    assert town.houses["supervision"].lot.waiting() == []


def test_nothing_is_taken_in_after_the_end(build: Build) -> None:
    town = build()
    town.tell("bert", "one")
    town.stop()
    for customer in ("anna", "bert"):
        with pytest.raises(Unavailable):
            town.tell(customer, "two")
    town = build()
    assert [fact.subject for fact in town.said("intake")] == ["bert"]
