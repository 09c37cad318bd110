"""The watch list: what is watched, since when and by whom."""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, MetaData, RowMapping, Table, Text, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc

Row = RowMapping

watches = Table(
    "watches",
    MetaData(),
    Column("watch", Text, primary_key=True),
    Column("case_no", Text),
    Column("unit", Text),
    Column("theme", Text),
    Column("place", Text),
    Column("channel", Text),
    Column("placed_at", Utc),
    Column("placed_by", Text),
)
c = watches.c
CRITERIA = ("unit", "theme", "place", "channel")


def _placed(fact: Fact, rows: Rows) -> None:
    criteria = {name: fact.data[name] for name in CRITERIA}
    case_no = "" if any(criteria.values()) else fact.subject
    who = {"placed_at": fact.time, "placed_by": fact.actor.account}
    rows.put(watches, watch=fact.data["watch"], case_no=case_no, **criteria, **who)


def _lifted(fact: Fact, rows: Rows) -> None:
    rows.drop(watches, fact.data["watch"])


WATCHES = ReadModel("watches", (watches,), {"watch.placed": _placed, "watch.lifted": _lifted})


def listed(connection: Connection) -> Sequence[Row]:
    """All, the oldest first."""
    return connection.execute(select(watches).order_by(c.placed_at, c.watch)).mappings().all()


def of_id(connection: Connection, watch: str) -> Row | None:
    """One, or None."""
    return connection.execute(select(watches).where(c.watch == watch)).mappings().first()
