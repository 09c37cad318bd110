"""Commitments, by unit and due time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    MetaData,
    RowMapping,
    Table,
    Text,
    func,
    literal,
    select,
    tuple_,
)

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.house.reading import stored_field
from shared.kernel.times import unstamp

Row = RowMapping
OPEN = ("open", "evidence_shown")
STATES = (*OPEN, "kept", "withdrawn")
commitments = Table(
    "commitments",
    MetaData(),
    Column("commitment", Text, primary_key=True),
    Column("unit", Text),
    Column("kind", Text),
    Column("case_no", Text),
    Column("matter", Text),
    Column("due_at", Utc),
    Column("state", Text),
    Column("lapsed", Boolean),
    Column("late", Boolean),
    Column("registered_at", Utc),
    Column("changed_at", Utc),
    Index("commitments_by_due", "state", "due_at", "commitment"),
)
c = commitments.c
PREFIX = "commitment/"


def _put(fact: Fact, rows: Rows, **values: Any) -> None:
    rows.put(commitments, commitment=fact.subject.removeprefix(PREFIX), changed_at=fact.time, **values)


def _registered(fact: Fact, rows: Rows) -> None:
    data = fact.data
    plain = {name: data[name] for name in ("unit", "kind", "case_no")}
    when = {"due_at": unstamp(data["due_at"]), "registered_at": fact.time}
    _put(fact, rows, state="open", lapsed=False, late=False, matter=stored_field(data["matter"]), **plain, **when)


def _lapsed(fact: Fact, rows: Rows) -> None:
    rows.put(commitments, commitment=fact.subject.removeprefix(PREFIX), lapsed=True)


COMMITMENTS = ReadModel(
    "commitments",
    (commitments,),
    {
        "commitment.registered": _registered,
        "commitment.evidence_shown": lambda fact, rows: _put(fact, rows, state="evidence_shown"),
        "commitment.sent_back": lambda fact, rows: _put(fact, rows, state="open"),
        "commitment.kept": lambda fact, rows: _put(fact, rows, state="kept", late=fact.data["late"]),
        "commitment.withdrawn": lambda fact, rows: _put(fact, rows, state="withdrawn"),
        "commitment.lapsed": _lapsed,
    },
)


def listed(
    connection: Connection, states: Sequence[str], unit: str, kind: str, after: tuple[datetime, str] | None, count: int
) -> Sequence[Row]:
    """At most `count` after (due_at, commitment), what is due first."""
    statement = select(commitments).where(c.state.in_(states or STATES)).order_by(c.due_at, c.commitment).limit(count)
    for column, value in ((c.unit, unit), (c.kind, kind)):
        statement = statement.where(column == value) if value else statement
    if after:
        statement = statement.where(tuple_(c.due_at, c.commitment) > tuple_(literal(after[0], Utc), literal(after[1])))
    return connection.execute(statement).mappings().all()


def one(connection: Connection, commitment: str) -> Row | None:
    return connection.execute(select(commitments).where(c.commitment == commitment)).mappings().first()


def counts(connection: Connection, unit: str) -> Mapping[str, int]:
    """state → how many, of one unit or ("") of all."""
    statement = select(c.state, func.count()).group_by(c.state)
    statement = statement.where(c.unit == unit) if unit else statement
    return {str(state): int(number) for state, number in connection.execute(statement)}


def lapsing(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """Which were due before now and nobody said so yet."""
    where = c.state.in_(OPEN), c.due_at < now, c.lapsed.is_(False)
    return connection.scalars(select(c.commitment).where(*where).order_by(c.due_at).limit(limit)).all()
