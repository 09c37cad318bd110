"""Pages of rows as the driver gives them: making objects of each would cost more than checking it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

PAGE = {"sqlite": 50, "postgresql": 500}
"""Rows of a log at once. SQLite's stay in the processor's cache; PostgreSQL is asked over a socket each time."""
HELD = 16 << 20
MAPPED = "PRAGMA mmap_size=1073741824"
IN_SQLITE = {**{name: f"CAST({name} AS BLOB)" for name in ("body", "hash", "digest")}, "recorded_at": "recorded_at"}
"""SQLite keeps what is put into it, and somebody may have put text."""
IN_POSTGRESQL = {
    **{name: name for name in IN_SQLITE},
    "recorded_at": "to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}
"""The time as SQLite keeps it."""

OWN = "position, {body}, {hash}, stream, version, type, subject, partition, {recorded_at}"
COPY = "position, {body}, {hash}, type, subject"
LEAF = "number, source, position, {digest}"


def hold_memory() -> None:
    """Keep memory between pages: giving it back to the system and fetching it anew would cost a fifth of the work.

    The C library of Linux holds back twice the largest block (up to 32 MiB) that was asked for and freed; elsewhere
    this changes nothing.
    """
    bytes(HELD)


class Span(NamedTuple):
    """The rows of one log between two positions: `own` from its entries, `copies` from the ledger's inbox."""

    own: Sequence[Any]
    copies: Sequence[Any]


def quicken(connection: Connection) -> None:
    """For SQLite: read the file as memory, which saves copying each page. For PostgreSQL: working in between is allowed."""
    is_sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql(MAPPED if is_sqlite else "SET LOCAL idle_in_transaction_session_timeout = 0")


def select(connection: Connection, columns: str, rest: str, values: Sequence[Any]) -> Sequence[Any]:
    """`SELECT columns rest`, a tuple each; `?` stands for a value. Binary columns are bytes, recorded times are text."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        return driver.execute(f"SELECT {columns.format_map(IN_SQLITE)} {rest}", tuple(values)).fetchall()  # type: ignore[no-any-return]
    statement = f"SELECT {columns.format_map(IN_POSTGRESQL)} {rest}".replace("?", "%s")
    result: Any = connection.exec_driver_sql(statement, tuple(values))
    try:
        return _with_bytes(result.cursor.fetchall())
    finally:
        result.close()


def _with_bytes(rows: Sequence[Any]) -> Sequence[Any]:
    """The rows with bytes where psycopg2 gives views of memory, column by column."""
    columns = zip(*rows, strict=True)
    return list(zip(*[map(bytes, one) if isinstance(one[0], memoryview) else one for one in columns], strict=True))


def last(connection: Connection, table: str, where: str = "", values: Sequence[Any] = ()) -> int:
    """The highest position; 0 of an empty table."""
    found = select(connection, "max(position)", f"FROM {table} {where}", values)
    return found[0][0] or 0


def last_leaf(connection: Connection) -> int:
    """The number of the last leaf; -1 of an empty tree."""
    found = select(connection, "max(number)", "FROM leaves", ())[0][0]
    return -1 if found is None else found


def spans(
    own: Connection, ledger: Connection, source: str, after: int, own_end: int, copy_end: int
) -> Iterator[tuple[int, Span]]:
    """(first position, rows) of log and copy side by side, behind a position; where nothing stands it is leapt over."""
    begin, most = after + 1, PAGE[ledger.dialect.name]
    while begin <= max(own_end, copy_end):
        end = begin + most - 1
        entries = select(
            own, OWN, "FROM entries WHERE position BETWEEN ? AND ? ORDER BY position", (begin, min(end, own_end))
        )
        copies = select(
            ledger,
            COPY,
            "FROM inbox WHERE source = ? AND position BETWEEN ? AND ? ORDER BY position",
            (source, begin, min(end, copy_end)),
        )
        if entries or copies:
            yield begin, Span(entries, copies)
            begin = end + 1
        else:
            begin = _next(own, ledger, source, end)


def _next(own: Connection, ledger: Connection, source: str, after: int) -> int:
    entry = select(own, "min(position)", "FROM entries WHERE position > ?", (after,))[0][0]
    copy = select(ledger, "min(position)", "FROM inbox WHERE source = ? AND position > ?", (source, after))[0][0]
    return min((one for one in (entry, copy) if one is not None), default=after + 1)
