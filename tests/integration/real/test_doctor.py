"""`huying doctor` on real servers, each asked under the service's own role."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from services.cli.catalog import NAMES, spec_of
from services.cli.doctoring import servers
from services.cli.environment import Environment
from services.cli.recovery.queues import refuse_full_queues
from services.ledger.tree import keys
from shared.bus.rabbit.wire import RabbitWire
from shared.eventlog.clock import now
from shared.eventlog.unit import Message
from shared.testing.servers import rabbitmq
from tests.integration.conftest import missing_is_skipped

BY_DATE = "calendar"


def mended(where: Environment) -> dict[str, str]:
    """What is to be mended: check → what is said."""
    return {one.check: one.said for one in servers.examined(where, now()) if not one.good and one.check != BY_DATE}


@contextmanager
def changed(where: Environment, service: str, do: str, undo: str) -> Iterator[None]:
    """By the owner, behind the service's back."""
    engine = create_engine(where.owned(service), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(do))
    yield
    with engine.begin() as connection:
        connection.execute(text(undo))


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    """One that no other test has left anything in."""
    with missing_is_skipped(), rabbitmq() as url:
        yield url


@pytest.fixture
def whole(made: Environment, broker: str, tmp_path: Path) -> Environment:
    """With a broker that has its queues, and a signing key."""
    where = replace(made, bus=broker, ledger_key=tmp_path / keys.NAME)
    keys.make_missing(tmp_path / keys.NAME, "hailar.huying.invalid/ledger")
    refuse_full_queues(where, empty=True)
    return where


def test_an_installation_as_init_left_it_is_good_throughout(whole: Environment) -> None:
    assert mended(whole) == {}


def test_a_broker_that_does_not_answer_is_all_that_is_found(whole: Environment) -> None:
    said = mended(replace(whole, bus="amqp://nobody@127.0.0.1:1//"))
    assert said.keys() == {"broker"}
    assert "HUYING_BUS_URL" in said["broker"]


def test_messages_that_nobody_takes_are_found(whole: Environment) -> None:
    wire = RabbitWire(whole.bus)
    wire.publish([Message("intake", 1, "id1", "toy.said", "case/1", b"{}")], lambda _: None)
    wire.close()
    said = mended(whole)
    refuse_full_queues(whole, empty=True)
    assert "messages wait for ledger and nobody takes them" in said["broker"]


def test_a_database_that_is_not_there_is_named_and_the_others_are_looked_at(whole: Environment) -> None:
    away = replace(whole, database=whole.database.replace("/realtest_{service}", "/nobody_{service}"))
    said = mended(away)
    assert said.keys() == {"vault", *(f"database {name}" for name in NAMES)}
    assert "huying init" in said["database intake"]


def test_a_table_that_only_the_owner_makes_is_missed(whole: Environment) -> None:
    do, undo = "ALTER TABLE log.map_nodes RENAME TO kept", "ALTER TABLE log.kept RENAME TO map_nodes"
    assert spec_of("ledger").tables
    with changed(whole, "ledger", do, undo):
        said = mended(whole)
    assert said.keys() == {"database ledger"}
    assert "no table map_nodes" in said["database ledger"]


def test_a_service_that_appends_nothing_is_named(whole: Environment) -> None:
    do, undo = "INSERT INTO log.progress VALUES ('behind_ledger', 0)", "DELETE FROM log.progress"
    with changed(whole, "routing", do, undo):
        said = mended(whole)
    assert said.keys() == {"ledger"}
    assert "routing behind the ledger" in said["ledger"]


def test_secrets_that_cannot_be_read_leave_the_others_to_be_looked_at(whole: Environment, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(whole.secret_of("intake").parent, tmp_path / "copy"))
    (folder / "notify.json").unlink()
    found = servers.examined(replace(whole, secret=str(folder / "{service}.json")), now())
    assert "notify.json is not there" in next(one.said for one in found if one.check == "secrets")
    assert {one.check for one in found if one.good} >= {"broker", "vault", "database intake", "database ledger"}


def test_a_signing_key_that_is_not_where_it_is_said_to_be(whole: Environment) -> None:
    (whole.data / "none").mkdir(exist_ok=True)
    broken = whole.data / "none" / keys.NAME
    broken.write_text("no key")
    assert mended(replace(whole, ledger_key=broken)).keys() == {"signing key"}
