"""Rows of read models on SQLite in the driver's own terms: what SQLAlchemy would do for each row is done once a table."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Boolean, Connection, Integer, LargeBinary, Table, Text

from shared.eventlog.schema import Utc

SAME = (Text, Integer, BigInteger, LargeBinary)


def _time(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC) if stored else None


def _flag(stored: int | None) -> bool | None:
    return None if stored is None else bool(stored)


class Shape(NamedTuple):
    """A table whose columns are all plain: its names in order, its key, how a row is read, and what is converted."""

    names: tuple[str, ...]
    keys: tuple[str, ...]
    select: str
    readers: tuple[tuple[str, Callable[[Any], Any]], ...]


def driver_of(connection: Connection) -> Any:
    """SQLite's own connection, in the given one's transaction, which begins here as with any other statement."""
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.driver_connection


@lru_cache(maxsize=256)
def shape_of(table: Table) -> Shape | None:
    """The shape of a table; None if a column's type is not plain, and SQLAlchemy must convert it."""
    readers: list[tuple[str, Callable[[Any], Any]]] = []
    for column in table.columns:
        if isinstance(column.type, Utc):
            readers.append((column.name, _time))
        elif isinstance(column.type, Boolean):
            readers.append((column.name, _flag))
        elif not isinstance(column.type, SAME):
            return None
    names = tuple(column.name for column in table.columns)
    keys = tuple(column.name for column in table.primary_key)
    where = " AND ".join(f'"{key}" = ?' for key in keys)
    listed = ", ".join(f'"{name}"' for name in names)
    select = f'SELECT {listed} FROM "{table.name}" WHERE {where}'  # noqa: S608 - names of our own tables
    return Shape(names, keys, select, tuple(readers))


def read(connection: Connection, shape: Shape, key: Sequence[Any]) -> dict[str, Any] | None:
    """The stored row with this primary key."""
    row = driver_of(connection).execute(shape.select, tuple(key)).fetchone()
    if row is None:
        return None
    values = dict(zip(shape.names, row, strict=True))
    for name, convert in shape.readers:
        values[name] = convert(values[name])
    return values


def upsert(connection: Connection, table: Table, columns: frozenset[str], rows: Sequence[dict[str, Any]]) -> None:
    """Insert these rows or update the given columns, with one statement. The rows are the caller's no more."""
    names, times, statement = _upsert(table, columns)
    for row in rows if times else ():
        for name in times:
            row[name] = _bound(row[name])
    driver_of(connection).executemany(statement, [tuple([row[name] for name in names]) for row in rows])


def delete(connection: Connection, table: Table, keys: Sequence[tuple[Any, ...]]) -> None:
    """Delete the rows with these primary keys."""
    driver_of(connection).executemany(_delete(table), [tuple(map(_bound, key)) for key in keys])


@lru_cache(maxsize=256)
def _delete(table: Table) -> str:
    where = " AND ".join(f'"{column.name}" = ?' for column in table.primary_key)
    return f'DELETE FROM "{table.name}" WHERE {where}'  # noqa: S608 - names of our own tables


@lru_cache(maxsize=2048)
def _upsert(table: Table, columns: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    names = tuple(sorted(columns))
    keys = [column.name for column in table.primary_key]
    news = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in keys)
    listed, marks, key = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names)), ", ".join(keys)
    clash = f"DO UPDATE SET {news}" if news else "DO NOTHING"
    insert = f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})'  # noqa: S608 - names of our own tables
    times = tuple(name for name in names if isinstance(table.c[name].type, Utc))
    return names, times, f"{insert} ON CONFLICT ({key}) {clash}"


def _bound(value: Any) -> Any:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value
