"""Pages of rows as the driver gives them: making objects of each would cost more than checking it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

PAGE = 500
"""Small enough for the processor's cache: twice as many take longer."""
MAPPED = "PRAGMA mmap_size=1073741824"
BLOB = "CAST({0} AS BLOB)"
"""SQLite keeps what is put into it, and somebody may have put text."""

OWN = "position, {body}, {hash}, stream, version, type, subject, partition, recorded_at"
COPY = "position, {body}, {hash}, type, subject"
LEAF = "number, source, position, {digest}"


class Span(NamedTuple):
    """The rows of one log between two positions: `own` from its entries, `copies` from the ledger's inbox."""

    own: Sequence[Any]
    copies: Sequence[Any]


def quicken(connection: Connection) -> None:
    """For SQLite: read the file as memory, which saves copying each page."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(MAPPED)


def select(connection: Connection, columns: str, rest: str, values: Sequence[Any]) -> Sequence[Any]:
    """`SELECT columns rest`; `?` stands for a value."""
    is_sqlite = connection.dialect.name == "sqlite"
    named = {name: BLOB.format(name) if is_sqlite else name for name in ("body", "hash", "digest")}
    statement = f"SELECT {columns.format(**named)} {rest}"
    if not is_sqlite:
        rows: Sequence[Any] = connection.exec_driver_sql(statement.replace("?", "%s"), tuple(values)).fetchall()
        return [[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in rows]
    driver: Any = connection.connection.driver_connection
    return driver.execute(statement, tuple(values)).fetchall()  # type: ignore[no-any-return]


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
    begin = after + 1
    while begin <= max(own_end, copy_end):
        end = begin + PAGE - 1
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
