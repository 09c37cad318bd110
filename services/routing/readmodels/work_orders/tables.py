"""The table of work orders."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text, text

from shared.eventlog.schema import Utc

metadata = MetaData()
IS_DUE = text("due_at IS NOT NULL")

work_orders = Table(
    "work_orders",
    metadata,
    Column("case_no", Text, primary_key=True),
    # where it stands: the states of a case, what it waits for, and who has it
    Column("state", Text),
    Column("waits_for", Text),
    Column("unit", Text),
    Column("round", Integer),
    Column("held_for", Text),
    Column("end", Text),
    # what is due: `due` is the earliest duty not done, `lapse_at` when the next lapse must be said
    Column("due", Text),
    Column("due_at", Utc),
    Column("lapse_at", Utc),
    Column("duties", Text),
    Column("return_by", Utc),
    # what it is
    Column("title", Text),
    Column("kind", Text),
    Column("source", Text),
    Column("urgent", Boolean),
    Column("reachable", Boolean),
    Column("confidential", Boolean),
    Column("catalogue", Text),
    Column("level", Text),
    Column("form", Text),
    Column("scope", Text),
    Column("breadth", Text),
    Column("matter", Text),
    Column("time", Text),
    Column("difficulty", Text),
    Column("frequent", Boolean),
    Column("supporting", Text),
    Column("opened_at", Utc),
    # what this round has come to
    Column("attempts", Integer),
    Column("reached", Boolean),
    Column("answered_by", Text),
    Column("resolved", Boolean),
    Column("closed_at", Utc),
    Column("urged_at", Utc),
    Column("review_at", Utc),
    Index("work_orders_by_place", "unit", "state", "waits_for", "due_at"),
    Index("work_orders_by_lapse", "lapse_at"),
    Index("work_orders_by_due", "due_at", "unit", "due", sqlite_where=IS_DUE, postgresql_where=IS_DUE),
)
