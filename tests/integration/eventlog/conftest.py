"""One database of each kind for a module whose tests leave nothing behind."""

import os
from collections.abc import Iterator

import pytest
import sqlalchemy
from sqlalchemy.engine import make_url


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def shared_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database's SQLAlchemy URL; the tests of the module clear it themselves."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('log') / 'log.db'}"
        return
    admin: sqlalchemy.Engine = request.getfixturevalue("postgres_admin")
    name = f"test_{os.urandom(6).hex()}"
    with admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    yield make_url(admin.url).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
