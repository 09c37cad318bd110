"""A database that does not answer is told from one that refuses what it was asked."""

import sqlite3
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from shared.eventlog.clock import now
from shared.eventlog.engine import is_away, open_engine
from shared.eventlog.log import Log
from shared.eventlog.unit import Unavailable, Unit


def in_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("said by SQLite")
    error.sqlite_errorcode = code
    return error


class InPostgresql(Exception):
    def __init__(self, code: str | None) -> None:
        super().__init__("said by PostgreSQL")
        self.pgcode = code


def wrapped(error: Exception) -> OperationalError:
    return OperationalError("SELECT 1", {}, error)


AWAY = [
    wrapped(in_sqlite(sqlite3.SQLITE_BUSY)),
    wrapped(in_sqlite(sqlite3.SQLITE_FULL)),
    in_sqlite(sqlite3.SQLITE_CANTOPEN),
    wrapped(InPostgresql(None)),  # the connection was lost
    wrapped(InPostgresql("57014")),  # statement timeout
    wrapped(InPostgresql("53100")),  # disk full
    InternalError("INSERT", {}, InPostgresql("25006")),  # read-only
    InternalError("INSERT", {}, InPostgresql("25P03")),  # idle in transaction for too long
    PoolExhausted(),
    DBAPIError("SELECT 1", {}, Exception(), connection_invalidated=True),
]
REFUSING = [
    wrapped(in_sqlite(sqlite3.SQLITE_ERROR)),
    in_sqlite(sqlite3.SQLITE_ERROR),
    wrapped(InPostgresql("54000")),  # a key too large for its index
    IntegrityError("INSERT", {}, Exception()),
    InternalError("DELETE", {}, InPostgresql("P0001")),  # a trigger's refusal
    LookupError("nothing of the database's"),
]


@pytest.mark.parametrize("error", AWAY)
def test_gone_locked_full_and_late_are_away(error: Exception) -> None:
    assert is_away(error)


@pytest.mark.parametrize("error", REFUSING)
def test_mistakes_are_not(error: Exception) -> None:
    assert not is_away(error)


def test_where_no_database_answers_reading_and_writing_are_unavailable() -> None:
    log = Log(open_engine("postgresql+psycopg2://nobody@127.0.0.1:1/none"), "/hailar/test", now, lambda _c, _d: None)
    works: list[Callable[[], object]] = [log.head, log.tail, partial(log.stream, "s"), partial(log.heard, "intake", 1)]
    works.append(partial(log.commit, Unit(())))
    for work in works:
        with pytest.raises(Unavailable, match="does not answer"):
            work()
    log.stop()
