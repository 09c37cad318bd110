"""Who may do what in the databases of a real installation, asked of PostgreSQL itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from services.cli import databases, secretfile
from services.cli.environment import Environment
from services.cli.real import build
from services.ledger.tree.tables import TABLES
from shared.house.house import NotPrepared

REFUSED = "permission denied"


@contextmanager
def acting(where: Environment, service: str, *, vault: bool = False) -> Iterator[Connection]:
    """The service's own role, with its own password, in its database or the vault's."""
    password = secretfile.read(where.secret_of(service)).passwords[service]
    address = where.vault_of(service, password) if vault else where.database_of(service, password)
    engine = create_engine(address, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def refused(connection: Connection, statement: str) -> str:
    with pytest.raises(DBAPIError) as caught, connection.begin():
        connection.execute(text(statement))
    return str(caught.value.orig)


@pytest.mark.parametrize("table", ["entries", "inbox"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET subject = 'x'", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"])
def test_a_service_may_only_add_to_its_log(made: Environment, deed: str, table: str) -> None:
    with acting(made, "intake") as connection:
        said = refused(connection, deed.format(f"log.{table}"))
    assert REFUSED in said or "must be owner" in said


def test_even_the_owner_is_stopped_by_the_triggers(made: Environment) -> None:
    engine = create_engine(made.owned("intake"), poolclass=NullPool)
    with engine.connect() as connection, connection.begin():
        connection.execute(
            text("INSERT INTO log.inbox VALUES ('x', 1, 'i', 't', 's', '\\x00', '\\x00', 0) ON CONFLICT DO NOTHING")
        )
    with engine.connect() as connection:
        assert "append-only" in refused(connection, "UPDATE log.inbox SET subject = 'y'")
        assert "append-only" in refused(connection, "TRUNCATE log.inbox")
    engine.dispose()


def test_a_service_makes_its_own_read_models_but_nothing_beside_the_log(made: Environment) -> None:
    with acting(made, "routing") as connection:
        with connection.begin():
            connection.execute(text("CREATE TABLE mine (a int)"))
            assert connection.scalar(text("SELECT schemaname FROM pg_tables WHERE tablename = 'mine'")) == "model"
            connection.execute(text("DROP TABLE mine"))
        assert REFUSED in refused(connection, "CREATE TABLE log.other (a int)")


@pytest.mark.parametrize("service", ["identity", "ledger"])
def test_who_closes_and_opens_nothing_cannot_connect_to_the_vault(made: Environment, service: str) -> None:
    with pytest.raises(OperationalError, match=REFUSED), acting(made, service, vault=True):
        pass


def test_no_service_reaches_anothers_database(made: Environment) -> None:
    password = secretfile.read(made.secret_of("notify")).passwords["notify"]
    address = made.database_of("notify", password).set(database=made.database_of("identity").database)
    with pytest.raises(OperationalError, match=REFUSED):
        create_engine(address, poolclass=NullPool).connect()


def test_each_service_holds_only_the_secrets_it_needs(made: Environment) -> None:
    for service in ("identity", "intake", "routing"):
        held = secretfile.read(made.secret_of(service))
        assert held.passwords.keys() == {service}
        assert held.signing.is_private is (service == "identity")
        assert bool(held.feeds) is (service == "intake")
        assert made.secret_of(service).stat().st_mode & 0o077 == 0


def test_a_house_works_with_what_its_role_may(made: Environment) -> None:
    installation = build(made, ["intake"])
    house = installation.houses["intake"]
    assert house.database_answers()
    assert house.log.head().position == 0
    house.refresh()
    house.stop()
    installation.close_wire()


@pytest.mark.parametrize("table", ["leaves", "tiles", "checkpoints", "cosignatures"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET {} = NULL", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"])
def test_the_ledger_may_only_add_to_its_tree(made: Environment, deed: str, table: str) -> None:
    column = "number" if table in ("leaves", "tiles") else "size"
    with acting(made, "ledger") as connection:
        said = refused(connection, deed.format(f"log.{table}", column))
        assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0
    assert REFUSED in said or "must be owner" in said


def test_the_map_s_nodes_are_the_ledger_s_to_make_anew(made: Environment) -> None:
    with acting(made, "ledger") as connection, connection.begin():
        connection.execute(text("INSERT INTO map_nodes VALUES ('', '\\x00')"))
        connection.execute(text("UPDATE map_nodes SET body = '\\x01'"))
        connection.execute(text("DELETE FROM map_nodes"))


def test_an_installation_of_an_earlier_version_gets_its_tree_from_init(made: Environment) -> None:
    engine = create_engine(made.owned("ledger"), poolclass=NullPool)
    with engine.begin() as connection:
        for table in TABLES:
            connection.execute(text(f"DROP TABLE log.{table.name}"))
    with pytest.raises(NotPrepared, match="huying init"):
        build(made, ["ledger"])
    databases.make(made)
    installation = build(made, ["ledger"])
    with installation.houses["ledger"].log.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM leaves")) == 0
    installation.houses["ledger"].stop()
    installation.close_wire()
    engine.dispose()


def test_long_entries_are_shortened_the_quick_way_where_the_server_can(made: Environment) -> None:
    with acting(made, "ledger") as connection:
        assert connection.scalar(text("SHOW default_toast_compression")) == "lz4"
