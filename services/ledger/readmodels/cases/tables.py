"""The case index: one row per case, where its entries are, and what the memory of its writer is tied to."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text

from shared.eventlog.schema import Position, Utc

metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("case_no", Text, primary_key=True),
    # the state of a case: what `shared.kernel.case_state` makes of `facts` (its Facts as JSON)
    Column("state", Text),
    Column("waits_for", Text),
    Column("unit", Text),
    Column("round", Integer),
    Column("facts", Text),
    Column("changed_at", Utc),
    # what was received; absent while routing's entries came before intake's
    Column("source", Text),
    Column("source_no", Text),
    Column("channel", Text),
    Column("urgent", Boolean),
    Column("received_at", Utc),
    Index("cases_by_receipt", "received_at", "case_no"),
    Index("cases_by_unit", "unit", "received_at", "case_no"),
)

case_entries = Table(
    "case_entries",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("recorded_at", Utc),
    sqlite_with_rowid=False,
)

case_memory = Table(
    "case_memory",
    metadata,
    Column("name", Text, primary_key=True),
    Column("token", Text),
)
