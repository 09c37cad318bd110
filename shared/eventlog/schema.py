"""The tables every service's database has beside its read models. What is said and heard is never changed."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Connection,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite


class Utc(TypeDecorator[datetime]):
    """A time with a zone, kept in UTC; SQLite keeps none, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """A time without a zone is a mistake of the program."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


metadata = MetaData()
Position = BigInteger().with_variant(Integer, "sqlite")

entries = Table(
    "entries",
    metadata,
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("stream", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("recorded_at", Utc, nullable=False),
    UniqueConstraint("stream", "version"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("source", Text, primary_key=True),
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("seen_at", Position, nullable=False),
)

progress = Table(
    "progress",
    metadata,
    Column("name", Text, primary_key=True),
    Column("position", Position, nullable=False),
)


def note_once(connection: Connection, name: str, mark: int = 0) -> bool:
    """Note a name in this transaction, with a number below 2^63; False if it was noted before."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(progress).values(name=name, position=mark).on_conflict_do_nothing(index_elements=["name"])
    return bool(connection.execute(statement).rowcount)


APPEND_ONLY = "append_only"
"""In `Table.info`: rows are added and read, never changed."""


def append_only(table: Table) -> Table:
    """The same table, guarded by triggers; `ownership` lets the service's role INSERT and SELECT alone."""
    table.info[APPEND_ONLY] = True
    for what in ("UPDATE", "DELETE"):
        event.listen(
            table,
            "after_create",
            DDL(
                f"CREATE TRIGGER {table.name}_no_{what.lower()} BEFORE {what} ON {table.name} "
                "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
            ).execute_if(dialect="sqlite"),
        )
    event.listen(
        table,
        "after_create",
        DDL(
            "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE 'append-only: %% on %% is refused', TG_OP, TG_TABLE_NAME; END$$; "
            f"CREATE TRIGGER {table.name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
            "EXECUTE FUNCTION append_only()"
        ).execute_if(dialect="postgresql"),
    )
    return table


KEPT = ("entries", "inbox")

for kept in (entries, inbox):
    append_only(kept)
