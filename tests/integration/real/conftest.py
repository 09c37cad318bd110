"""A real installation's databases, made by their owner on the run's private PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy.engine import make_url

from services.cli import databases, secretfile
from services.cli.catalog import NAMES
from services.cli.environment import Environment


@pytest.fixture(scope="package")
def made(postgres_admin: sqlalchemy.Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """Where it is; its databases are dropped afterwards."""
    address = make_url(postgres_admin.url)
    place = f"{address.host}:{address.port}"
    secrets = tmp_path_factory.mktemp("secrets")
    where = Environment(
        database=f"postgresql://realtest_{{service}}@{place}/realtest_{{service}}",
        bus="amqp://nobody@127.0.0.1:1//",
        secret=str(secrets / "{service}.json"),
        owner=address.render_as_string(hide_password=False),
        data=Path(tmp_path_factory.mktemp("data")),
    )
    secretfile.make_missing(where.secret_of)
    databases.make(where)
    databases.make(where)  # said twice it changes nothing
    yield where
    with postgres_admin.connect() as connection:
        for name in (*NAMES, "vault"):
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "realtest_{name}" WITH (FORCE)')
        for name in NAMES:
            connection.exec_driver_sql(f'DROP ROLE IF EXISTS "realtest_{name}"')
