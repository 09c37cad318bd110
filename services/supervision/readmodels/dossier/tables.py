"""Entries of cases as codes, times and tags; which cases changed; texts that anybody may use."""

from sqlalchemy import Column, Index, MetaData, Table, Text

from shared.eventlog.schema import Position, Utc

metadata = MetaData()

dossier = Table(
    "dossier",
    metadata,
    Column("service", Text, primary_key=True),
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("case_no", Text),
    Column("id", Text),
    Column("type", Text),
    Column("at", Utc),
    Column("recorded_at", Utc),
    Column("account", Text),
    Column("unit", Text),
    Column("said", Text),
    Index("dossier_by_case", "case_no"),
)
"""`account` and `unit` are the actor's; `said` the kept fields as JSON."""

dossier_cases = Table(
    "dossier_cases",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("asker", Text),
    Column("mark", Text),
    Index("dossier_cases_by_asker", "asker"),
    Index("dossier_cases_by_mark", "mark"),
)
"""`mark` is the id of the last entry: whoever looked at another has something new to look at."""

dossier_articles = Table(
    "dossier_articles",
    metadata,
    Column("article", Text, primary_key=True),
    Column("text", Text),
)
