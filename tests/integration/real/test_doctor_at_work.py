"""`huying doctor` on real servers on which something has happened."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy

from services.cli import real
from services.cli.alone import reached
from services.cli.doctoring import servers
from services.cli.environment import Environment
from services.cli.operations import OPERATIONS
from services.cli.recovery.copies import Copies
from services.cli.recovery.hear_again import hear_again
from services.cli.recovery.upgrading import upgrade
from services.routing.adopt import adopt
from shared.eventlog.clock import now
from shared.eventlog.log import directly
from tests.integration.acceptance.invented import NUMBER, TEXT, orders
from tests.integration.real.conftest import installed
from tests.integration.real.test_doctor import changed

BESIDE = {"broker", "calendar"}
"""There is no broker here, and the holidays are known or not by the date."""


@pytest.fixture(scope="module")
def busy(postgres_admin: sqlalchemy.Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """Rules adopted and an order taken, heard by all; the ledger never signed."""
    with (
        installed(postgres_admin, "realbusy", tmp_path_factory.mktemp("busy")) as where,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("services.cli.real.offload", directly)
        with reached(where) as installation:
            houses = installation.houses
            upgrade(houses)
            adopt(houses["routing"], real.settings(where).jurisdiction_folder)
            for house in houses.values():
                hear_again(house, Copies(houses))
            taken = [{"row": n, "source_no": row[NUMBER], "text": row[TEXT]} for n, row in enumerate(orders(1))]
            OPERATIONS["feed.receive"](installation, source="12345", orders=taken, origin="test")
            for house in houses.values():
                hear_again(house, Copies(houses))
        yield where


def mended(where: Environment, **later: float) -> dict[str, str]:
    """What is to be mended after so long: check → what is said."""
    found = servers.examined(where, now() + timedelta(**later))
    return {one.check: one.said for one in found if not one.good and one.check not in BESIDE}


def test_what_was_filled_by_this_version_is_in_order(busy: Environment) -> None:
    assert mended(busy) == {}


def test_a_ledger_that_signs_nothing_is_found_where_its_key_cannot_be_seen(busy: Environment) -> None:
    said = mended(busy, minutes=11)
    assert said.keys() == {"tree"}
    assert "nothing signed yet; entries have waited since" in said["tree"]


def test_a_hotline_that_is_silent_for_a_day_is_asked_after(busy: Environment) -> None:
    assert mended(busy, hours=25).keys() == {"tree", "feed 12345"}


def test_a_read_model_of_another_version_is_the_owner_s_to_renew(busy: Environment) -> None:
    do = "UPDATE log.progress SET name = 'form:appeals:old' WHERE name LIKE 'form:appeals:%'"
    undo = "SELECT 1"
    with changed(busy, "intake", do, undo):
        said = mended(busy)
    assert said.keys() == {"database intake"}
    assert "appeals were filled by another version" in said["database intake"]
    with reached(busy) as installation:
        upgrade(installation.houses)
    assert mended(busy) == {}


def test_another_installation_s_master_key_is_found_without_opening_anything(
    busy: Environment, made: Environment
) -> None:
    said = mended(replace(busy, secret=made.secret))
    assert said.keys() == {"vault"}
    assert "put back the copy you kept of the master key" in said["vault"]
