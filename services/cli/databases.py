"""The databases of a real installation, made by their owner: one for each service, and the vault's."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, text

from services.cli import secretfile
from services.cli.catalog import NAMES, spec_of
from services.cli.environment import VAULT, Environment
from shared.eventlog.ownership import own, quoted
from shared.vault import DEFAULT_GRANTS, create
from shared.vault.tables import metadata

FAST = "SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
"""Whether the server has LZ4. Many an entry is a little longer than what a page takes as it is; the old way of making it
shorter costs more than all the rest of storing it."""


def make(environment: Environment) -> None:
    """Roles, databases, logs and grants; what is there already stays. Errors of PostgreSQL as they come."""
    for name in NAMES:
        empty(environment, name)
        with _engine(environment.owned(name)) as engine:
            own(engine, str(environment.database_of(name).username), spec_of(name).tables)
    _vault(environment)


def empty(environment: Environment, name: str) -> None:
    """The database of a service (or the vault's), and its role, which may not connect to a new one yet."""
    with _engine(environment.maintained(), isolation_level="AUTOCOMMIT") as engine, engine.connect() as connection:
        if name != VAULT:
            password = secretfile.read(environment.secret_of(name)).passwords.get(name, "")
            _role(connection, environment.database_of(name, password))
        _database(connection, str(environment.database_of(name).database))


def _vault(environment: Environment) -> None:
    """A service that closes and opens nothing cannot even connect to the vault."""
    empty(environment, VAULT)
    with _engine(environment.owned(VAULT)) as engine:
        create(engine)
        with engine.begin() as connection:
            for name in NAMES:
                if DEFAULT_GRANTS[name].kinds:
                    _grant_vault(connection, str(environment.database_of(name).username))


def _grant_vault(connection: Connection, role: str) -> None:
    name, database = quoted(connection, role), quoted(connection, str(connection.engine.url.database))
    connection.execute(text(f"GRANT CONNECT ON DATABASE {database} TO {name}"))
    for table in metadata.sorted_tables:
        connection.execute(text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table.name} TO {name}"))


def _role(connection: Connection, address: URL) -> None:
    name = str(address.username)
    if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}):
        return
    statement = f"CREATE ROLE {quoted(connection, name)} LOGIN"
    if address.password:
        password = connection.scalar(text("SELECT quote_literal(:password)"), {"password": str(address.password)})
        statement += f" PASSWORD {password}"
    connection.exec_driver_sql(statement.replace("%", "%%"))


def _database(connection: Connection, name: str) -> None:
    plain = quoted(connection, name)
    if not connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}):
        connection.exec_driver_sql(f"CREATE DATABASE {plain} ENCODING 'UTF8' TEMPLATE template0")
        connection.exec_driver_sql(f"REVOKE ALL ON DATABASE {plain} FROM PUBLIC")
    if connection.scalar(text(FAST)):
        connection.exec_driver_sql(f"ALTER DATABASE {plain} SET default_toast_compression = 'lz4'")


@contextmanager
def _engine(address: URL, **options: str) -> Iterator[Engine]:
    engine = create_engine(address, poolclass=NullPool, **options)
    try:
        yield engine
    finally:
        engine.dispose()
