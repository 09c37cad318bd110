"""A reaction that always fails for one subject stops nobody else; replay brings what would have been."""

import pytest

from shared.bus.inbox import NotReady
from shared.eventlog.unit import Message, Unavailable
from tests.integration.house import desk, shop
from tests.integration.house.conftest import Build
from tests.integration.house.desk import Trouble, notes
from tests.integration.house.town import WANG, Town, until

CUSTOMERS = [f"customer-{n}" for n in range(12)]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.bus.inbox.PATIENCE", 0.05)
    monkeypatch.setattr("shared.bus.inbox.FIRST_PAUSE", 0.01)


def noted(town: Town, customer: str) -> list[int]:
    return [fact.data["number"] for fact in town.said("supervision", "toy.noted") if fact.subject == customer]


def state(town: Town, customer: str) -> list[tuple[int, int]]:
    """What the desk's read model says, without what is random in closed fields."""
    return [(row["last"], row["letters"]) for row in town.rows("supervision", notes) if row["customer"] == customer]


def test_others_go_on_while_the_failing_subject_queues_in_order(build: Build, trouble: Trouble) -> None:
    trouble.errors["customer-3"] = LookupError("broken")
    town = build(shop.SPEC, desk.spec(trouble.react))
    for text in ("one", "three", "seventeen"):
        for customer in CUSTOMERS:
            town.tell(customer, text)
    town.settle()
    for customer in CUSTOMERS:
        assert noted(town, customer) == ([] if customer == "customer-3" else [1, 2, 3]), customer
    lot = town.houses["supervision"].lot
    assert [(waiting.subject, waiting.code) for waiting in lot.waiting()] == [
        ("customer-3", "LookupError"),
        ("customer-3", "behind"),
        ("customer-3", "behind"),
    ]
    positions = [fact.position for fact in town.said("intake") if fact.subject == "customer-3"]
    assert [waiting.position for waiting in lot.waiting()] == positions


def test_replay_after_the_mend_brings_the_state_as_if_nothing_had_happened(build: Build, trouble: Trouble) -> None:
    trouble.errors["anna"] = LookupError("broken")
    town = build(shop.SPEC, desk.spec(trouble.react))
    town.tell("anna", "one", "three", "seventeen")
    town.tell("bert", "one", "three", "seventeen")
    town.settle()
    supervision = town.houses["supervision"]
    trouble.errors.clear()
    assert supervision.lot.replay("anna", supervision.handle, WANG) == 3
    town.tell("anna", "after")
    town.tell("bert", "after")
    town.settle()
    assert noted(town, "anna") == noted(town, "bert") == [1, 2, 3, 4]
    assert state(town, "anna") == state(town, "bert") == [(4, len("onethreeseventeenafter"))]
    assert supervision.lot.waiting() == []
    assert town.faults() == []


def test_what_arrives_while_it_is_replayed_comes_after_it(build: Build, trouble: Trouble) -> None:
    trouble.errors["anna"] = LookupError("broken")
    town = build(shop.SPEC, desk.spec(trouble.react))
    town.tell("anna", *[f"text {n}" for n in range(5)])
    town.settle()
    trouble.errors.clear()
    supervision = town.houses["supervision"]
    with supervision.lot.lock:
        town.tell("anna", "late")
        supervision.lot.replay("anna", supervision.handle, WANG)
    town.settle()
    assert noted(town, "anna") == [1, 2, 3, 4, 5, 6]
    assert supervision.lot.waiting() == []


def test_a_parked_subject_is_still_held_after_a_restart(build: Build, trouble: Trouble) -> None:
    trouble.errors["anna"] = LookupError("broken")
    town = build(shop.SPEC, desk.spec(trouble.react))
    town.tell("anna", "one")
    town.settle()
    trouble.errors.clear()
    town = build(shop.SPEC, desk.spec(trouble.react))
    town.tell("anna", "three")
    town.settle()
    supervision = town.houses["supervision"]
    assert [waiting.code for waiting in supervision.lot.waiting()] == ["LookupError", "behind"]
    assert supervision.lot.replay("anna", supervision.handle, WANG) == 2
    assert state(town, "anna") == [(2, 8)]


@pytest.mark.parametrize("away", [Unavailable("the vault is away"), NotReady("not yet")])
def test_what_is_away_is_waited_for_and_parks_nothing(build: Build, trouble: Trouble, away: Exception) -> None:
    trouble.errors["anna"] = away
    town = build(shop.SPEC, desk.spec(trouble.react))
    town.tell("anna", "one", "three")
    until(lambda: len(trouble.calls) >= 6)
    assert set(trouble.calls) == {("anna", 1)}
    trouble.errors.clear()
    town.settle()
    assert noted(town, "anna") == [1, 2]
    assert town.houses["supervision"].lot.waiting() == []


def test_a_message_handed_over_twice_writes_nothing_twice_and_holds_nobody_up(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.bus.inbox.PATIENCE", 60.0)  # a repetition that counted as a failure would take it all
    town.tell("anna", "one", "three")
    town.settle()
    town.houses["intake"].relay.resend(0)
    town.tell("anna", "late")
    town.settle()
    assert noted(town, "anna") == [1, 2, 3]
    assert state(town, "anna") == [(3, 12)]
    assert town.houses["supervision"].lot.waiting() == []


def test_bytes_that_are_no_entry_are_parked_and_stop_nobody(town: Town) -> None:
    broken = Message("intake", 900, "no-id", "toy.told", "anna", b"\xff no entry")
    town.wire.publish([broken], lambda _: None)
    town.tell("bert", "one")
    town.settle()
    supervision = town.houses["supervision"]
    until(supervision.lot.waiting)
    assert noted(town, "bert") == [1]
    (waiting,) = supervision.lot.waiting()
    assert supervision.lot.message(waiting).body == broken.body
    supervision.lot.discard(waiting, WANG, "forged")
    assert supervision.lot.waiting() == []
