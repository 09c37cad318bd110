"""Every version of the templates that was in force here, so that what was planned is told in the words of its day."""

import json

from sqlalchemy import Column, Connection, MetaData, Table, Text, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.rules.entry import Entry
from shared.rules.templates import Template, templates_from

PART = "templates"
versions = Table(
    "template_versions",
    MetaData(),
    Column("hash", Text, primary_key=True),
    Column("content", Text),
)


def _adopted(fact: Fact, rows: Rows) -> None:
    if fact.data["part"] == PART:
        rows.put(versions, hash=fact.data["hash"], content=fact.data["content"])


VERSIONS = ReadModel("template_versions", (versions,), heard={("routing", "rules.adopted"): _adopted})


def templates_of(connection: Connection, hash_: str) -> dict[str, Template] | None:
    """The templates with this hash; None for one that we do not have."""
    content = connection.scalar(select(versions.c.content).where(versions.c.hash == hash_))
    if content is None:
        return None
    part = Entry(PART, PART, json.loads(content))
    return templates_from(part)
