"""The same on PostgreSQL, by an owner who is no superuser: dumped, lost, restored, caught up."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy.engine import make_url

from services.cli import databases, real, rotating, secretfile
from services.cli.alone import reached
from services.cli.backups import into_servers, place, servers
from services.cli.catalog import NAMES
from services.cli.environment import Environment
from services.cli.installation import Installation
from services.cli.operations import OPERATIONS
from services.cli.recovery import whole
from services.cli.recovery.copies import Copies
from services.cli.recovery.hear_again import hear_again
from services.routing.adopt import adopt
from shared.eventlog.log import directly
from shared.eventlog.unit import BehindLedger
from tests.integration.acceptance.invented import NUMBER, PHONE, TEXT, Row, orders

NOBODY = "amqp://nobody@127.0.0.1:1//"


@pytest.fixture
def where(postgres_admin: sqlalchemy.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Environment]:
    """An installation whose names nobody else has; dropped afterwards."""
    mark, address = os.urandom(4).hex(), make_url(postgres_admin.url)
    place_of = f"{address.host}:{address.port}"
    with postgres_admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE ROLE owner_{mark} LOGIN CREATEDB CREATEROLE")
    found = Environment(
        database=f"postgresql://h{mark}_{{service}}@{place_of}/h{mark}_{{service}}",
        bus=NOBODY,
        secret=str(tmp_path / "secrets.json"),
        owner=f"postgresql://owner_{mark}@{place_of}/postgres",
        data=tmp_path / "data",
    )
    monkeypatch.setattr("services.cli.real.offload", directly)
    monkeypatch.setattr("services.cli.environment.read", lambda **_: found)
    yield found
    with postgres_admin.connect() as connection:
        for name in (*NAMES, "vault"):
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS h{mark}_{name} WITH (FORCE)")
        for name in (*NAMES, "owner"):
            role = f"owner_{mark}" if name == "owner" else f"h{mark}_{name}"
            connection.exec_driver_sql(f"DROP ROLE IF EXISTS {role}")


def carry(installation: Installation) -> None:
    """What a broker would do: everybody hears what was said, the ledger last."""
    for _ in range(3):
        for house in installation.houses.values():
            hear_again(house, Copies(installation.houses))
    hear_again(installation.houses["ledger"], Copies(installation.houses))


def push(installation: Installation, rows: list[Row]) -> None:
    found = [{"row": n, "source_no": r[NUMBER], "text": r[TEXT], "phone": r[PHONE]} for n, r in enumerate(rows)]
    OPERATIONS["feed.receive"](installation, source="12345", orders=found, origin="test")


def said(installation: Installation, service: str) -> list[tuple[object, ...]]:
    log = installation.houses[service].log
    return [(*entry[:6], bytes(entry.body), bytes(entry.hash), entry.recorded_at) for entry in log.read()]


def test_a_lost_database_comes_back_from_its_dump_and_the_ledger(
    where: Environment, tmp_path: Path, postgres_admin: sqlalchemy.Engine
) -> None:
    secretfile.make_missing(where.secret_of)
    databases.make(where)
    with reached(where) as installation:
        adopt(installation.houses["routing"], real.settings(where).jurisdiction_folder)
        carry(installation)
        push(installation, orders(4))
        carry(installation)
    with place.writing(tmp_path / "backup") as draft:
        manifest = servers.back_up(where, draft, secrets=False)
    with reached(where) as installation:
        push(installation, orders(7)[4:])
        carry(installation)
        before = {name: said(installation, name) for name in ("intake", "routing", "ledger")}
    assert manifest.services["intake"]["position"] < len(before["intake"])

    with pytest.raises(ValueError, match="nothing is overwritten"):
        into_servers.put_back(tmp_path / "backup", where, ["intake"])
    lost = where.database_of("intake").database
    with postgres_admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {lost} WITH (FORCE)")
    into_servers.put_back(tmp_path / "backup", where, ["intake"])
    with reached(where) as installation:
        assert len(said(installation, "intake")) == manifest.services["intake"]["position"]
        with pytest.raises(BehindLedger):
            push(installation, orders(8)[7:])

    caught_up, verdict = whole.of_servers()
    assert (caught_up["ok"], verdict["ok"]) == (True, True)
    assert [one["service"] for one in caught_up["services"]] == ["intake"]
    with reached(where) as installation:
        assert {name: said(installation, name) for name in before} == before
        push(installation, orders(8)[7:])
        assert len(said(installation, "intake")) > len(before["intake"])


def test_the_master_key_is_rotated_in_two_steps(where: Environment) -> None:
    secretfile.make_missing(where.secret_of)
    databases.make(where)
    with reached(where) as installation:
        adopt(installation.houses["routing"], real.settings(where).jurisdiction_folder)
        carry(installation)
        push(installation, orders(2))
    path = where.secret_of("intake")
    with pytest.raises(ValueError, match="huying key rotate first"):
        rotating.finish(where)
    assert [rotating.begin(where)["version"] for _ in range(2)] == [2, 2]
    assert sorted(secretfile.read(path).master.secrets) == [1, 2]
    done = rotating.finish(where)
    assert done["rewrapped"] > 0
    assert sorted(secretfile.read(path).master.secrets) == [2]
    with reached(where) as installation:
        push(installation, orders(3)[2:])
