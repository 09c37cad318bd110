"""The table of appeals."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, RowMapping, Table, Text

from shared.eventlog.schema import Utc

Row = RowMapping
ENDED = ("archived", "withdrawn", "declined", "answered_at_once", "cancelled", "history")
"""Nobody has anything to do any more."""
CLOSED = ("title", "text", "name", "phone", "enterprise", "credit_code")

appeals = Table(
    "appeals",
    MetaData(),
    Column("case_no", Text, primary_key=True),
    Column("stream", Text),
    Column("source", Text),
    Column("source_no", Text),
    Column("channel", Text),
    Column("kind", Text),
    Column("asker", Text),
    Column("state", Text),
    Column("unit", Text),
    Column("round", Integer),
    Column("urgent", Boolean),
    Column("confidential", Boolean),
    Column("anonymous", Boolean),
    Column("place", Text),
    Column("leading", Text),
    Column("credit_code_valid", Boolean),
    Column("received_at", Utc),
    Column("asked_at", Utc),
    Column("changed_at", Utc),
    Column("accept_due_at", Utc),
    Column("decline_reason", Text),
    Column("advice", Text),
    Column("answer", Text),
    Column("answered_at", Utc),
    Column("end", Text),
    *(Column(name, Text) for name in CLOSED),
    Index("appeals_by_state", "state", "received_at"),
    Index("appeals_by_asker", "asker"),
    Index("appeals_by_source", "source", "received_at"),
)
