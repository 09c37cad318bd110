"""Writing a tick: leaves, full tiles, the map's nodes and the checkpoint, in the transaction that says the seal."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from services.ledger.tree.edge import FullTile
from services.ledger.tree.leaf import Leaf
from services.ledger.tree.tables import checkpoints, cosignatures, leaves, tiles
from shared.eventlog.plain_rows import driver_of


def write_leaves(connection: Connection, first: int, news: Sequence[Leaf]) -> None:
    """Leaves from number `first` on. The primary key refuses a second sequencer."""
    _write(connection, leaves, [(first + index, *leaf) for index, leaf in enumerate(news)])


def write_tiles(connection: Connection, full: Sequence[FullTile]) -> None:
    """Tiles that became full."""
    _write(connection, tiles, full)


def write_checkpoint(connection: Connection, size: int, note: bytes, at: datetime) -> None:
    """The signed note over the tree of so many leaves."""
    connection.execute(insert(checkpoints).values(size=size, body=note, made_at=at.astimezone(UTC)))


def write_cosignature(connection: Connection, size: int, name: str, line: str, at: datetime) -> None:
    """A witness's line for the checkpoint of this size; its first one stays."""
    known = select(cosignatures.c.size).where(cosignatures.c.size == size, cosignatures.c.name == name)
    if connection.execute(known).first() is None:
        connection.execute(insert(cosignatures).values(size=size, name=name, line=line, made_at=at.astimezone(UTC)))


def _write(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    names = [column.name for column in table.columns]
    if not rows:
        return
    if connection.dialect.name == "postgresql":  # one statement for many rows; psycopg2 alone would make one each
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
        return
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our own table
    driver_of(connection).executemany(statement, rows)
