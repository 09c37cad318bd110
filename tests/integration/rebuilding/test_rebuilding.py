"""A read model is made anew beside the living one; nothing is missed, and a failure leaves the old one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.house.rebuild import rebuild
from shared.house.spec import Spec
from tests.integration.house import desk, shop
from tests.integration.house.desk import Trouble, notes
from tests.integration.house.town import WANG, Town, together

ROUNDS = 60


class Faulty:
    """The desk's read model; it fails where it is told to, and tells whose rows were mended."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.mended: list[str] = []

    def noted(self, fact: Fact, rows: Rows) -> None:
        if self.error:
            raise self.error
        desk.noted(fact, rows)

    def mend(self, connection: Connection, subject: str) -> None:
        assert inspect(connection).has_table("notes")
        self.mended.append(subject)

    def heard(self, fact: Fact, rows: Rows) -> None:
        """It only listens."""

    def model(self) -> ReadModel:
        told = {("intake", "toy.told"): self.heard}
        return ReadModel("notes", (notes,), {"toy.noted": self.noted}, told, mend=self.mend)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.bus.inbox.PATIENCE", 0.05)
    monkeypatch.setattr("shared.bus.inbox.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("shared.house.rebuild.STEP", 5)


@pytest.fixture
def trouble() -> Trouble:
    return Trouble()


@pytest.fixture
def faulty() -> Faulty:
    return Faulty()


@pytest.fixture
def town(tmp_path: Path, trouble: Trouble, faulty: Faulty) -> Iterator[Town]:
    office: Spec = replace(desk.spec(trouble.react), readmodels=(faulty.model(),))
    town = Town(tmp_path, shop.SPEC, office).start()
    yield town
    town.stop()


def told(town: Town) -> list[dict[str, Any]]:
    """A few customers, several times each; the rows that the desk has of them."""
    for number in range(4):
        for customer in ("anna", "bert", "carl"):
            town.tell(customer, f"text {number}")
    return town.settle().rows("supervision", notes)


def tables(town: Town) -> set[str]:
    return set(inspect(town.houses["supervision"].engine).get_table_names())


def test_it_has_the_same_rows_and_leaves_nothing_beside(town: Town) -> None:
    rows, before = told(town), tables(town)
    rebuilt = rebuild(town.houses["supervision"], "notes")
    assert town.rows("supervision", notes) == rows
    assert (rebuilt.said, rebuilt.heard, rebuilt.tables) == (12, 12, {"notes": (3, 3)})
    assert tables(town) == before


def test_rows_that_were_spoiled_are_mended(town: Town) -> None:
    rows = told(town)
    house = town.houses["supervision"]
    with house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE notes SET letters = 0 WHERE customer = 'anna'")
        connection.exec_driver_sql("DELETE FROM notes WHERE customer = 'bert'")
    assert rebuild(house, "notes").tables == {"notes": (2, 3)}
    assert town.rows("supervision", notes) == rows


def test_a_column_that_the_table_did_not_have_is_filled(town: Town) -> None:
    rows = told(town)
    house = town.houses["supervision"]
    with house.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE notes DROP COLUMN remark")
    rebuild(house, "notes")
    assert town.rows("supervision", notes) == rows


def test_what_is_written_meanwhile_is_in_it(town: Town) -> None:
    house = town.houses["supervision"]
    together(
        lambda: town.tell("anna", *(f"text {number}" for number in range(ROUNDS))),
        lambda: [rebuild(house, "notes") for _ in range(8)],
    )
    town.settle()
    (row,) = town.rows("supervision", notes)
    assert (row["last"], row["letters"]) == (ROUNDS, sum(len(f"text {number}") for number in range(ROUNDS)))


def test_a_failure_leaves_the_old_one_and_nothing_beside(town: Town, faulty: Faulty) -> None:
    rows, before = told(town), tables(town)
    faulty.error = LookupError("the new code is wrong")
    with pytest.raises(LookupError):
        rebuild(town.houses["supervision"], "notes")
    faulty.error = None
    town.tell("dora", "one")
    town.settle()
    assert [row for row in town.rows("supervision", notes) if row["customer"] != "dora"] == rows
    assert tables(town) == before


def test_what_was_parked_is_in_it_from_its_replay_on_and_its_rows_are_mended(
    town: Town, trouble: Trouble, faulty: Faulty
) -> None:
    trouble.errors["anna"] = LookupError("broken")
    told(town)
    house = town.houses["supervision"]
    waiting = rebuild(house, "notes")
    assert (waiting.heard, faulty.mended) == (8, [])
    assert [row["customer"] for row in town.rows("supervision", notes)] == ["bert", "carl"]
    trouble.errors.clear()
    house.lot.replay("anna", house.handle, WANG)
    rows = town.rows("supervision", notes)
    assert rebuild(house, "notes").heard == 12
    assert town.rows("supervision", notes) == rows
    assert faulty.mended == ["anna"]


def test_what_was_discarded_is_never_told(town: Town, trouble: Trouble) -> None:
    trouble.errors["anna"] = LookupError("broken")
    told(town)
    house = town.houses["supervision"]
    for waiting in house.lot.waiting():
        house.lot.discard(waiting, WANG, "given_up")
    assert rebuild(house, "notes").heard == 8
