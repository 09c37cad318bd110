"""The table of supporting parts."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text

from shared.eventlog.schema import Utc

metadata = MetaData()

parts = Table(
    "parts",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("round", Integer),
    Column("lead", Text),
    Column("state", Text),
    Column("asked", Boolean),
    Column("due", Text),
    Column("due_at", Utc),
    Column("lapse_at", Utc),
    Column("duties", Text),
    Index("parts_by_unit", "unit", "state", "due_at"),
    Index("parts_by_lapse", "lapse_at"),
)
