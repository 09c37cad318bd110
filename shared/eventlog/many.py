"""Many rows in one statement on PostgreSQL: it parses and plans each statement anew, which for a row costs more than it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table

from shared.eventlog.schema import Utc

MOST = 500
"""Rows of one statement."""


def insert_many(connection: Connection, into: str, rows: Sequence[Sequence[Any]], clash: str = "") -> None:
    """`INSERT INTO {into} VALUES … {clash}` for rows of equal width, in the driver's own terms."""
    for at in range(0, len(rows), MOST):
        some = rows[at : at + MOST]
        marks = "(" + ", ".join(["%s"] * len(some[0])) + ")"
        statement = f"INSERT INTO {into} VALUES {', '.join([marks] * len(some))} {clash}"  # noqa: S608 - the caller's names
        connection.exec_driver_sql(statement, tuple(chain.from_iterable(some)))


def upsert_many(connection: Connection, table: Table, columns: frozenset[str], rows: Sequence[dict[str, Any]]) -> None:
    """Insert these rows, whose primary keys differ, or update the given columns. The rows are the caller's no more."""
    names, times, into, clash = _upsert(table, columns)
    for row in rows if times else ():
        for name in times:
            row[name] = _bound(row[name])
    insert_many(connection, into, [[row[name] for name in names] for row in rows], clash)


@lru_cache(maxsize=2048)
def _upsert(table: Table, columns: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...], str, str]:
    names = tuple(sorted(columns))
    keys = [column.name for column in table.primary_key]
    news = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in keys)
    listed, key = ", ".join(f'"{name}"' for name in names), ", ".join(f'"{name}"' for name in keys)
    times = tuple(name for name in names if isinstance(table.c[name].type, Utc))
    clash = f"ON CONFLICT ({key}) {f'DO UPDATE SET {news}' if news else 'DO NOTHING'}"
    return names, times, f'"{table.name}" ({listed})', clash


def _bound(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a stored time needs a zone")
    return value.astimezone(UTC)
