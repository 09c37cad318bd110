"""The table of common needs."""

from sqlalchemy import Boolean, Column, Index, MetaData, Table, Text

from shared.eventlog.schema import Utc

metadata = MetaData()

common_needs = Table(
    "common_needs",
    metadata,
    Column("need", Text, primary_key=True),
    Column("state", Text),
    Column("title", Text),
    Column("catalogue", Text),
    Column("unit", Text),
    Column("leader", Text),
    Column("members", Text),
    Column("public", Text),
    Column("resolved", Boolean),
    Column("gathered_at", Utc),
    Column("due", Text),
    Column("due_at", Utc),
    Column("lapse_at", Utc),
    Column("duties", Text),
    Index("common_needs_by_lapse", "lapse_at"),
    Index("common_needs_by_age", "gathered_at"),
)
