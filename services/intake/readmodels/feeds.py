"""When each feed last delivered something new: asked for by monitoring, and kept over a restart."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Column, Connection, MetaData, Table, Text, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc

feeds = Table("feeds", MetaData(), Column("source", Text, primary_key=True), Column("last_at", Utc))
PREFIX = "feed:"
TYPES = (
    "appeal.received",
    "appeal.supplemented",
    "appeal.urged",
    "appeal.redo_asked",
    "appeal.cancel_asked",
    "appeal.callback_reported",
)
"""What only a feed that is alive brings: neither orders of years ago nor rows that were put aside."""


def _delivered(fact: Fact, rows: Rows) -> None:
    account = fact.actor.account
    if account.startswith(PREFIX):
        rows.put(feeds, source=account.removeprefix(PREFIX), last_at=fact.recorded_at)


FEEDS = ReadModel("feeds", (feeds,), said=dict.fromkeys(TYPES, _delivered))


def last_messages(connection: Connection) -> Mapping[str, datetime]:
    """Source → when something new of it was last recorded; a feed that never delivered is not in it."""
    return {row.source: row.last_at for row in connection.execute(select(feeds))}
