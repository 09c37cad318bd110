"""After the database restarted (all its sessions ended) the first question is answered, and nobody is told of it."""

import pytest
from sqlalchemy import Engine, text

from shared.eventlog.clock import now
from shared.eventlog.engine import postgresql
from shared.eventlog.log import Log
from shared.eventlog.schema import metadata


@pytest.fixture
def log(postgres_database: str) -> Log:
    engine = postgresql(postgres_database)
    metadata.create_all(engine)
    return Log(engine, "/toy/routing", now, lambda _connection, _done: None)


def end_all_sessions(admin: Engine, log: Log) -> None:
    """As a restart does."""
    ended = text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = :name")
    with admin.connect() as connection:
        assert connection.scalar(ended, {"name": log.engine.url.database}) >= 1


def test_the_first_reading_after_a_restart_is_answered(log: Log, postgres_admin: Engine) -> None:
    assert log.head().position == 0
    for _ in range(3):
        end_all_sessions(postgres_admin, log)
        assert log.head().position == 0
        assert log.tail() == []
    log.stop()
    log.engine.dispose()
