"""The statements of a group, as the driver takes them: on the hot path SQLAlchemy's compiling costs more than they do."""

from collections.abc import Collection, Sequence
from datetime import UTC
from typing import Any, NamedTuple

from sqlalchemy import Connection

from shared.eventlog.entry import Entry
from shared.eventlog.many import insert_many
from shared.eventlog.plain_rows import driver_of
from shared.eventlog.reader import Head, time_of

LOCK = "SELECT pg_advisory_xact_lock(4862); "  # a statement of its own: the one after it then sees the news
STATE = """WITH wanted (stream) AS ({})
    SELECT NULL, position, hash, recorded_at
    FROM (SELECT position, hash, recorded_at FROM entries ORDER BY position DESC LIMIT 1) head
    UNION ALL SELECT stream, (SELECT max(version) FROM entries WHERE stream = wanted.stream), NULL, NULL FROM wanted
    UNION ALL SELECT '', position, NULL, NULL FROM progress WHERE name = 'behind_ledger'"""
"""A look into the index for each stream: for a long list of them, SQLite would rather go through all of it."""
HEARD = """WITH wanted (source, position) AS ({})
    SELECT wanted.source, wanted.position FROM wanted CROSS JOIN inbox
    WHERE inbox.source = wanted.source AND inbox.position = wanted.position"""
"""SQLite would go through the whole inbox for a list of pairs; CROSS JOIN makes it look each of them up."""
ENTRY = ("position", "stream", "version", "type", "subject", "partition", "body", "hash", "recorded_at")
ENTRIES = f"INSERT INTO entries ({', '.join(ENTRY)}) VALUES ({', '.join('?' * len(ENTRY))})"  # noqa: S608 - constants


class HeardRow(NamedTuple):
    """A row of the inbox; `seen_at` is our own position when it was heard."""

    source: str
    position: int
    id: str
    type: str
    subject: str
    body: bytes
    hash: bytes
    seen_at: int


FIELDS = HeardRow._fields
INBOX = f"INSERT INTO inbox ({', '.join(FIELDS)}) VALUES ({', '.join('?' * len(FIELDS))})"  # noqa: S608 - constants


def locked_state(connection: Connection, streams: Sequence[str]) -> tuple[Head, dict[str, int]]:
    """Take the log's lock; its head, and the versions of these streams ('' among them: marked as behind the ledger)."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql(LOCK + STATE.format("SELECT unnest(%s::text[])"), (list(streams),)).all()
    else:
        wanted = "VALUES " + ", ".join(["(?)"] * len(streams)) if streams else "SELECT NULL WHERE false"
        rows = driver_of(connection).execute(STATE.format(wanted), tuple(streams)).fetchall()
    return _head_and_versions(rows)


def _head_and_versions(rows: Sequence[Any]) -> tuple[Head, dict[str, int]]:
    head, versions = Head(0, None, None), {}
    for stream, number, digest, recorded_at in rows:
        if stream is None:
            head = Head(number, bytes(digest), time_of(recorded_at))
        elif number is not None:
            versions[stream] = number
    return head, versions


def already_heard(connection: Connection, wanted: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Which of these (source, position) are in the inbox."""
    if not wanted:
        return set()
    if connection.dialect.name == "postgresql":
        sources, positions = [source for source, _ in wanted], [position for _, position in wanted]
        statement = HEARD.format("SELECT * FROM unnest(%s::text[], %s::bigint[])")
        rows = connection.exec_driver_sql(statement, (sources, positions)).all()
    else:
        statement = HEARD.format("VALUES " + ", ".join(["(?, ?)"] * len(wanted)))
        values = tuple(value for pair in wanted for value in pair)
        rows = driver_of(connection).execute(statement, values).fetchall()
    return {(source, position) for source, position in rows}


def insert_entries(connection: Connection, rows: Sequence[Entry]) -> None:
    """Store these entries."""
    if connection.dialect.name == "postgresql":
        insert_many(connection, f"entries ({', '.join(ENTRY)})", rows)
    elif rows:
        stored = [(*row[:-1], row.recorded_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")) for row in rows]
        driver_of(connection).executemany(ENTRIES, stored)


def insert_heard(connection: Connection, rows: Sequence[HeardRow]) -> None:
    """Store what was heard."""
    if connection.dialect.name == "postgresql":
        insert_many(connection, f"inbox ({', '.join(FIELDS)})", rows)
    elif rows:
        driver_of(connection).executemany(INBOX, rows)
