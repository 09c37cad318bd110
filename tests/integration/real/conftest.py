"""A real installation's databases, made by their owner on the run's private PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy.engine import make_url

from services.cli import databases, secretfile
from services.cli.catalog import NAMES
from services.cli.environment import Environment


@contextmanager
def installed(admin: sqlalchemy.Engine, prefix: str, folder: Path) -> Iterator[Environment]:
    """Databases and roles whose names begin so, and files of secrets; the databases are dropped afterwards."""
    address = make_url(admin.url)
    where = Environment(
        database=f"postgresql://{prefix}_{{service}}@{address.host}:{address.port}/{prefix}_{{service}}",
        bus="amqp://nobody@127.0.0.1:1//",
        secret=str(folder / "secrets" / "{service}.json"),
        owner=address.render_as_string(hide_password=False),
        data=folder / "data",
    )
    where.data.mkdir()
    secretfile.make_missing(where.secret_of)
    databases.make(where)
    databases.make(where)  # said twice it changes nothing
    yield where
    with admin.connect() as connection:
        for name in (*NAMES, "vault"):
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{prefix}_{name}" WITH (FORCE)')
        for name in NAMES:
            connection.exec_driver_sql(f'DROP ROLE IF EXISTS "{prefix}_{name}"')


@pytest.fixture(scope="package")
def made(postgres_admin: sqlalchemy.Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """Nothing has happened in it."""
    with installed(postgres_admin, "realtest", tmp_path_factory.mktemp("made")) as where:
        yield where
