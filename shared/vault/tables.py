"""The vault's tables. Nothing in them is readable without the master key: wrapped keys, HMAC tags, ciphertexts."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite

from shared.eventlog.many import insert_many

metadata = MetaData()

keys = Table(  # a destroyed key keeps its row without `wrapped`, so that it is never made again
    "vault_keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("master", Integer),
    Column("wrapped", LargeBinary),
    Column("created_at", String, nullable=False),
    Column("shredded_at", String),
    Index("vault_keys_by_master", "master"),
)
askers = Table(  # kind: phone, user, stream; a stream keeps its asker even when that one is shredded
    "vault_askers",
    metadata,
    Column("kind", String, primary_key=True),
    Column("tag", String, primary_key=True),
    Column("asker", String, nullable=False, index=True),
)
tags = Table(
    "vault_tags",
    metadata,
    Column("kind", String, nullable=False),
    Column("tag", String, nullable=False),
    Column("ref", String, nullable=False, index=True),
    UniqueConstraint("kind", "tag", "ref"),
)
attachments = Table(  # `content` is NULL once the key is destroyed; `size` is that of `content` in bytes
    "vault_attachments",
    metadata,
    Column("name", String, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("subject", String, nullable=False),
    Column("event", String, nullable=False),
    Column("path", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary),
    Column("created_at", String, nullable=False),
)


_INSERT_NEW = {
    (name, table.name): insert(table).on_conflict_do_nothing()
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
    for table in metadata.sorted_tables
}


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows that are not there yet; those that are stay as they are."""
    if rows and connection.dialect.name == "postgresql":
        names = tuple(rows[0])
        into = f"{table.name} ({', '.join(names)})"
        insert_many(connection, into, [[row[name] for name in names] for row in rows], "ON CONFLICT DO NOTHING")
    elif rows:  # an empty list would be one row of defaults
        connection.execute(_INSERT_NEW[connection.dialect.name, table.name], list(rows))
