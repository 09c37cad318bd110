"""The milestones of cases, and which cases may matter to a period."""

from sqlalchemy import Boolean, Column, Index, MetaData, Table, Text

from shared.eventlog.schema import Position, Utc

metadata = MetaData()

milestones = Table(
    "milestones",
    metadata,
    Column("service", Text, primary_key=True),
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("case_no", Text),
    Column("type", Text),
    Column("at", Utc),
    Column("said", Text),
    Index("milestones_by_case", "case_no"),
)

assessed_cases = Table(
    "assessed_cases",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("received_at", Utc),
    Column("open", Boolean),
    Column("touched_at", Utc),
    Index("assessed_cases_by_touch", "touched_at"),
    Index("assessed_cases_open", "open"),
)
"""`touched_at`: when something was last recorded about it."""
