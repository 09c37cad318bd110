"""The tables of matters: transfers, instructions, meetings and escalations, and the units they concern."""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

from shared.eventlog.schema import Utc

metadata = MetaData()

matters = Table(
    "matters",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", Text),
    Column("unit", Text),
    Column("leader", Text),
    # what it is: the receiver, or the kind of meeting; and its words, a stored closed field
    Column("what", Text),
    Column("words", Text),
    Column("at", Utc),
    Column("begun_at", Utc),
    # what is due; duties are named `<duty>/<unit or number>`
    Column("due", Text),
    Column("due_at", Utc),
    Column("lapse_at", Utc),
    Column("duties", Text),
    Index("matters_by_lapse", "kind", "lapse_at"),
    Index("matters_by_leader", "kind", "leader", "begun_at"),
)
concerned = Table(
    "matter_units",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
)
