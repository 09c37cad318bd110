"""Private servers, one of each for the whole run, and a fresh database for each test that asks."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy
from sqlalchemy.engine import make_url

from shared.testing.process import ServerMissing
from shared.testing.servers import postgres, rabbitmq


@contextmanager
def missing_is_skipped() -> Iterator[None]:
    """Without the program a newcomer's tests are skipped; CI installs it, so there it is an error."""
    try:
        yield
    except ServerMissing as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The superuser's SQLAlchemy URL (psycopg2) of a private PostgreSQL."""
    with missing_is_skipped(), postgres() as url:
        yield url


@pytest.fixture(scope="session")
def rabbitmq_url() -> Iterator[str]:
    """The AMQP URL of a private RabbitMQ."""
    with missing_is_skipped(), rabbitmq() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_admin(postgres_url: str) -> Iterator[sqlalchemy.Engine]:
    """The superuser's engine, outside transactions: for creating databases and roles."""
    engine = sqlalchemy.create_engine(postgres_url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_database(postgres_admin: sqlalchemy.Engine) -> Iterator[str]:
    """The superuser's SQLAlchemy URL of a fresh, empty database, dropped afterwards with whoever is still connected."""
    name = f"test_{os.urandom(6).hex()}"
    with postgres_admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    yield make_url(postgres_admin.url).set(database=name).render_as_string(hide_password=False)
    with postgres_admin.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
