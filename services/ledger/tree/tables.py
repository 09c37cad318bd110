"""The tree's tables, beside the ledger's log and under the same rules: rows are added and read, never changed.

`source` is what an entry says of its log (`/<jurisdiction>/<service>`), so that a row is the whole leaf. The map's nodes
alone change: they are derived, and may be made anew from leaves and entries.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Column, LargeBinary, MetaData, Table, Text, UniqueConstraint

from shared.eventlog.schema import Position, Utc, append_only

metadata = MetaData()

leaves = append_only(
    Table(
        "leaves",
        metadata,
        Column("number", Position, primary_key=True, autoincrement=False),
        Column("source", Text, nullable=False),
        Column("position", Position, nullable=False),
        Column("digest", LargeBinary, nullable=False),
        UniqueConstraint("source", "position"),
    )
)
"""Leaf `number` (from 0) is the entry of a log; `digest` is the SHA-256 of its bytes."""

tiles = append_only(
    Table(
        "tiles",
        metadata,
        Column("level", Position, primary_key=True, autoincrement=False),
        Column("number", Position, primary_key=True, autoincrement=False),
        Column("body", LargeBinary, nullable=False),
    )
)
"""Full tiles: 256 hashes each. Partial ones are computed when they are asked for."""

checkpoints = append_only(
    Table(
        "checkpoints",
        metadata,
        Column("size", Position, primary_key=True, autoincrement=False),
        Column("body", LargeBinary, nullable=False),
        Column("made_at", Utc, nullable=False),
    )
)
"""`body` is the signed note over the tree of `size` leaves, with the log's own signatures alone."""

cosignatures = append_only(
    Table(
        "cosignatures",
        metadata,
        Column("size", Position, primary_key=True, autoincrement=False),
        Column("name", Text, primary_key=True),
        Column("line", Text, nullable=False),
        Column("made_at", Utc, nullable=False),
    )
)
"""A witness's signature line for the checkpoint of this size; `name` is the name of its key."""

map_nodes = Table(
    "map_nodes",
    metadata,
    Column("prefix", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""The map as it stands (`shared/proof/mapnodes.py`): each node under the bits of the way to it."""

TABLES = (leaves, tiles, checkpoints, cosignatures, map_nodes)


def has_checkpoints(database: Path) -> bool:
    """Whether anything was signed in this SQLite file."""
    with closing(sqlite3.connect(database)) as connection:
        there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'checkpoints'").fetchone()
        return bool(there and connection.execute("SELECT 1 FROM checkpoints LIMIT 1").fetchone())
