"""The vault's database: SQLite in a file of its own (embedded) or PostgreSQL, with what durability and erasure need.

SQLite begins nothing by itself here: reads BEGIN, writers BEGIN IMMEDIATE, and `secure_delete` overwrites what goes.
"""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from shared.eventlog.engine import postgresql
from shared.vault.tables import metadata

_PRAGMAS = ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")
_ADVISORY = text("SELECT pg_advisory_xact_lock(736817)")  # one writer of the vault at a time, in all processes


def connect(url: str) -> Engine:
    """An engine for the vault's database at this SQLAlchemy URL; on PostgreSQL with the pool and timeouts of a log's."""
    return postgresql(url) if url.startswith("postgresql") else dress(create_engine(url))


def dress(engine: Engine) -> Engine:
    """Give any engine the vault's settings; said twice it changes nothing. The same engine is returned."""
    if engine.dialect.name == "sqlite" and not event.contains(engine, "connect", _configure):
        engine.dispose()
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
    return engine


def reader(engine: Engine) -> Engine:
    """An engine for reading beside the writer; it is disposed of with the writer's.

    SQLite's own, because the writer's pool may be in use in a native thread, whose locks greenthreads must not share.
    On PostgreSQL each statement stands alone: one round trip, where BEGIN and ROLLBACK would make three.
    """
    if engine.dialect.name != "sqlite":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    beside = connect(engine.url.render_as_string(hide_password=False))
    event.listen(engine, "engine_disposed", lambda _: beside.dispose())
    return beside


def create(engine: Engine) -> None:
    """Make the tables that are missing; safe when several processes start at once."""
    dress(engine)
    with writing(engine) as connection, connection.begin():
        lock(connection)
        metadata.create_all(connection)


def writing(engine: Engine) -> Connection:
    """A connection whose transaction is a writer from its beginning."""
    return engine.connect().execution_options(begin="BEGIN IMMEDIATE")


def lock(connection: Connection) -> None:
    """Wait to be the only writer: SQLite is from BEGIN IMMEDIATE on, PostgreSQL takes an advisory lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ADVISORY)


def truncate_wal(engine: Engine) -> bool:
    """Empty SQLite's write-ahead log into the file; False if a reader elsewhere kept it from that."""
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        answer = cursor.fetchone()  # busy, pages in the log, pages moved
        return answer is not None and answer[0] == 0
    finally:
        raw.close()


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
