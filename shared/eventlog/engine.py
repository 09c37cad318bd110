"""Engines as the log needs them: SQLite with WAL and full durability, PostgreSQL with batched inserts and timeouts."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.pool import StaticPool

from shared.eventlog.pool import CountedPool

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=10000",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "journal_size_limit=67108864",
)


def sqlite(path: Path, **options: Any) -> Engine:
    """An engine on one SQLite file. `BEGIN IMMEDIATE` by the execution option `begin`."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False}, **options)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing; the listener below does
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def sqlite_writer(path: Path) -> Engine:
    """An engine with one connection, for the committer alone."""
    return sqlite(path, poolclass=StaticPool)


OPTIONS = (
    "-c default_transaction_isolation=read\\ committed "  # not by the driver: it would say it again and again
    "-c statement_timeout=20000 -c idle_in_transaction_session_timeout=10000 "
    "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
)
"""The keepalives here are the server's: without them the session of a machine that vanished, and its locks, would stay
for hours. Milliseconds; seconds."""
CONNECT: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "options": OPTIONS,
}


def postgresql(url: str, size: int = 4) -> Engine:
    """An engine on PostgreSQL with a fixed pool, keepalives and timeouts (statement 20 s, idle in transaction 10 s)."""
    return create_engine(
        url,
        poolclass=CountedPool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=10,
        executemany_mode="values_plus_batch",
        connect_args=CONNECT,
    )


def open_engine(url: str) -> Engine:
    """The engine for a URL: `sqlite:///path` or `postgresql://…`."""
    if url.startswith("sqlite:///"):
        return sqlite(Path(url.removeprefix("sqlite:///")))
    return postgresql(url)


FOR_NOW = ("25006", "25P03")
"""PostgreSQL answers, but writes nothing now: read-only (a standby that was just promoted, a full disk being mended), or
it ended a transaction that had been idle. psycopg2 calls these internal errors."""
LIMIT_EXCEEDED = "54"  # PostgreSQL's class of errors for a value too large for an index, too many columns and so on


def is_dropped(error: Exception) -> bool:
    """Whether it was the connection that had ended, as after a restart of the database: asked anew, it may answer."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def is_away(error: Exception) -> bool:
    """Whether the database does not answer (gone, locked, full, read-only), rather than refusing what it was asked.

    Drivers call both an operational error: SQLite a missing column, psycopg2 a key too large for an index.
    """
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode != sqlite3.SQLITE_ERROR
    if isinstance(error, OperationalError):
        refused = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
        return not refused and not (getattr(error.orig, "pgcode", None) or "").startswith(LIMIT_EXCEEDED)
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or getattr(error.orig, "pgcode", None) in FOR_NOW
    return isinstance(error, PoolExhausted)
