"""The tables of callbacks: the latest round of each case, and what lapses at its time if nobody comes before."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text

from shared.eventlog.schema import Utc

metadata = MetaData()

callbacks = Table(
    "callbacks",
    metadata,
    Column("case_no", Text, primary_key=True),
    # where it stands: a state of STATES, and whether it is for us to call
    Column("state", Text),
    Column("round", Integer),
    Column("by", Text),
    Column("ours", Boolean),
    Column("due", Text),
    Column("due_at", Utc),
    Column("lapsed", Boolean),
    Column("changed_at", Utc),
    # what was closed, and who is to be called
    Column("unit", Text),
    Column("closed_at", Utc),
    Column("claimed", Boolean),
    Column("public", Text),
    Column("anonymous", Boolean),
    Column("name", Text),
    Column("phone", Text),
    Column("confidential", Boolean),
    # what calling has come to
    Column("attempts", Integer),
    Column("outcome", Text),
    Column("resolved", Boolean),
    Column("satisfied", Boolean),
    Column("recorded_by", Text),
    Column("why", Text),
    Column("end", Text),
    Column("reason", Text),
    Column("approver", Text),
    Column("settled_at", Utc),
    Index("callbacks_by_due", "state", "due_at", "case_no"),
    Index("callbacks_by_change", "state", "changed_at", "case_no"),
)

finals = Table(
    "callback_finals",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("proposed_by", Text),
    Column("proposed_at", Utc),
)
"""Proposals to end a callback for good that wait for another account."""

callback_ratings = Table(
    "callback_ratings",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("satisfied", Boolean),
    Column("remark", Text),
    Column("rated_at", Utc),
)
"""The asker's own rating by link: beside the callback's record, never in its place."""

callback_waits = Table(
    "callback_waits",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("due_at", Utc),
    Index("callback_waits_by_due", "due_at"),
)
