"""Reading entries back: plain statements on the hot path, where SQLAlchemy's way would cost more than the reading."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Engine

from shared.eventlog.entry import Entry

COLUMNS = "position, stream, version, type, subject, partition, body, hash, recorded_at"
STREAM = f"SELECT {COLUMNS} FROM entries WHERE stream = ? AND version > ? ORDER BY version"  # noqa: S608 - constants
STREAMS = f"""WITH wanted (name, known) AS ({{}}) SELECT {COLUMNS} FROM wanted CROSS JOIN entries
    WHERE stream = name AND version > known ORDER BY stream, version"""  # noqa: S608 - constants
"""CROSS JOIN makes SQLite look each of them up."""
TAIL = f"SELECT {COLUMNS} FROM entries WHERE position > ? ORDER BY position LIMIT ?"  # noqa: S608 - constants
HEAD = "SELECT position, hash, recorded_at FROM entries ORDER BY position DESC LIMIT 1"
HEARD = "SELECT 1 FROM inbox WHERE source = ? AND position = ?"


class Head(NamedTuple):
    """The end of a log; position 0 for an empty one."""

    position: int
    hash: bytes | None
    recorded_at: datetime | None


EMPTY = Head(0, None, None)


class Reader(Protocol):
    """What is read all the time."""

    def stream(self, stream: str, after: int) -> list[Entry]:
        """The entries of a stream after a version."""

    def of_streams(self, known: Mapping[str, int]) -> list[Entry]:
        """The entries of each of these streams after the version known of it, each stream's in order."""

    def tail(self, after: int, limit: int) -> list[Entry]:
        """The entries after a position."""

    def heard(self, source: str, position: int) -> bool:
        """Whether a message is in the inbox."""

    def head(self) -> Head:
        """The end of the log."""

    def close(self) -> None:
        """Give the connection back."""


def reader_of(engine: Engine) -> Reader:
    """The reader that suits the database."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        return SqliteReader(engine.url.database)
    return SqlReader(engine)


class SqliteReader:
    """One connection of its own in autocommit; a statement never yields, so the lock is never waited for long."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA busy_timeout=10000")
        self._lock = threading.Lock()

    def stream(self, stream: str, after: int) -> list[Entry]:
        """The entries of a stream after a version."""
        return [_entry(row) for row in self._rows(STREAM, (stream, after))]

    def of_streams(self, known: Mapping[str, int]) -> list[Entry]:
        """The entries of each of these streams after the version known of it, each stream's in order."""
        return [_entry(row) for row in self._rows(*_of_streams(known))]

    def tail(self, after: int, limit: int) -> list[Entry]:
        """The entries after a position."""
        return [_entry(row) for row in self._rows(TAIL, (after, limit))]

    def heard(self, source: str, position: int) -> bool:
        """Whether a message is in the inbox."""
        return bool(self._rows(HEARD, (source, position)))

    def head(self) -> Head:
        """The end of the log."""
        return _head(self._rows(HEAD, ()))

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()

    def _rows(self, statement: str, values: tuple[Any, ...]) -> Sequence[Any]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()


def _of_streams(known: Mapping[str, int]) -> tuple[str, tuple[Any, ...]]:
    """As SQLite takes it."""
    wanted = "VALUES " + ", ".join(["(?, ?)"] * len(known)) if known else "SELECT NULL, 0 WHERE false"
    return STREAMS.format(wanted), tuple(value for pair in known.items() for value in pair)


def _entry(row: Any) -> Entry:
    position, stream, version, type_, subject, partition, body, digest, recorded_at = row
    return Entry(position, stream, version, type_, subject, partition, bytes(body), bytes(digest), time_of(recorded_at))


def _head(rows: Sequence[Any]) -> Head:
    return Head(rows[0][0], bytes(rows[0][1]), time_of(rows[0][2])) if rows else EMPTY


def time_of(stored: str | datetime) -> datetime:
    """A recorded time as the driver gives it: SQLite's text, PostgreSQL's time."""
    if isinstance(stored, str):
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)
    return stored.astimezone(UTC)


class SqlReader:
    """Through SQLAlchemy's pool."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stream(self, stream: str, after: int) -> list[Entry]:
        """The entries of a stream after a version."""
        return [_entry(row) for row in self._rows(STREAM, (stream, after))]

    def of_streams(self, known: Mapping[str, int]) -> list[Entry]:
        """The entries of each of these streams after the version known of it, each stream's in order."""
        if self._engine.dialect.name == "postgresql":
            statement = STREAMS.format("SELECT * FROM unnest(?::text[], ?::bigint[])")
            return [_entry(row) for row in self._rows(statement, (list(known), list(known.values())))]
        return [_entry(row) for row in self._rows(*_of_streams(known))]

    def tail(self, after: int, limit: int) -> list[Entry]:
        """The entries after a position."""
        return [_entry(row) for row in self._rows(TAIL, (after, limit))]

    def heard(self, source: str, position: int) -> bool:
        """Whether a message is in the inbox."""
        return bool(self._rows(HEARD, (source, position)))

    def head(self) -> Head:
        """The end of the log."""
        return _head(self._rows(HEAD, ()))

    def close(self) -> None:
        """The pool is the engine's."""

    def _rows(self, statement: str, values: tuple[Any, ...]) -> Sequence[Any]:
        with self._engine.connect() as connection:
            if connection.dialect.name != "postgresql":
                return connection.exec_driver_sql(statement, values).all()
            with _alone(connection.connection.driver_connection):
                return connection.exec_driver_sql(statement.replace("?", "%s"), values).all()


@contextmanager
def _alone(driver: Any) -> Iterator[None]:
    """Statements of psycopg2 in this block stand alone: one round trip, where BEGIN and ROLLBACK would make three."""
    driver.autocommit = True
    try:
        yield
    finally:
        if not driver.closed:
            driver.autocommit = False
