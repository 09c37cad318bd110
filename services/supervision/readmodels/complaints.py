"""Complaints about officials, for the discipline room alone. The content stays closed under its discipline key."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, Index, MetaData, RowMapping, Table, Text, func, literal, select, tuple_

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.house.reading import stored_field

Row = RowMapping
PREFIX = "complaint/"

complaints = Table(
    "complaints",
    MetaData(),
    Column("matter", Text, primary_key=True),
    Column("received_at", Utc),
    Column("content", Text),
    Column("opened_at", Utc),
    Column("opened_by", Text),
    Index("complaints_by_time", "received_at", "matter"),
)
c = complaints.c


def _received(fact: Fact, rows: Rows) -> None:
    """Ours comes a moment after intake's, whose time is when the complaint was made."""
    rows.put(complaints, matter=fact.data["matter"], content=stored_field(fact.data["content"]))


def _made(fact: Fact, rows: Rows) -> None:
    rows.put(complaints, matter=fact.data["matter"], received_at=fact.time)


def _opened(fact: Fact, rows: Rows) -> None:
    """The first who read it; readings of cases are none of ours."""
    if not fact.subject.startswith(PREFIX):
        return
    matter = fact.subject.removeprefix(PREFIX)
    known = rows.get(complaints, matter)
    if known and known["opened_at"] is None:
        rows.put(complaints, matter=matter, opened_at=fact.time, opened_by=fact.actor.account)


COMPLAINTS = ReadModel(
    "complaints",
    (complaints,),
    said={"clue.received": _received, "personal.opened": _opened},
    heard={("intake", "complaint.received"): _made},
)


def listed(connection: Connection, after: tuple[datetime, str] | None, count: int) -> Sequence[Row]:
    """At most `count` complaints made before (received_at, matter), the newest first."""
    statement = select(complaints).order_by(c.received_at.desc(), c.matter.desc()).limit(count)
    if after:
        key = tuple_(c.received_at, c.matter)
        statement = statement.where(key < tuple_(literal(after[0], Utc), literal(after[1])))
    return connection.execute(statement).mappings().all()


def of_matter(connection: Connection, matter: str) -> Row | None:
    """One complaint, or None."""
    return connection.execute(select(complaints).where(c.matter == matter)).mappings().first()


def unread(connection: Connection) -> int:
    """How many nobody has opened yet."""
    return connection.scalar(select(func.count()).where(c.opened_at.is_(None))) or 0
