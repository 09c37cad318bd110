"""Exclusions: what was proposed, by whom, and what became of it. One row for each proposal."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, MetaData, RowMapping, Table, Text, or_, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, ReadModel, Rows
from shared.eventlog.schema import Position, Utc
from shared.house.reading import stored_field

Row = RowMapping
STATES = ("proposed", "approved", "refused", "revoked")

exclusions = Table(
    "exclusions",
    MetaData(),
    Column("case_no", Text, primary_key=True),
    Column("rate", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", Text),
    Column("reason", Text),
    Column("proposed_by", Text),
    Column("proposed_at", Utc),
    Column("approved_by", Text),
    Column("approved_at", Utc),
    Column("answer", Text),
    Column("ended_by", Text),
    Column("ended_at", Utc),
    Column("position", Position),
    Index("exclusions_by_state", "state", "position"),
)
c = exclusions.c


def _put(fact: Fact, rows: Rows, **values: Any) -> None:
    key = {"case_no": fact.subject, "rate": fact.data["rate"], "number": fact.data["number"]}
    rows.put(exclusions, **key, position=fact.position, **values)


def _proposed(fact: Fact, rows: Rows) -> None:
    said = {"reason": stored_field(fact.data["reason"]), "proposed_by": fact.data["proposer"]}
    _put(fact, rows, state="proposed", proposed_at=fact.time, **said)


def _approved(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, state="approved", approved_by=fact.actor.account, approved_at=fact.time)


def _ended(state: str) -> Apply:
    def ended(fact: Fact, rows: Rows) -> None:
        said = {"answer": stored_field(fact.data["reason"]), "ended_by": fact.actor.account}
        _put(fact, rows, state=state, ended_at=fact.time, **said)

    return ended


EXCLUSIONS = ReadModel(
    "exclusions",
    (exclusions,),
    {
        "exclusion.proposed": _proposed,
        "exclusion.approved": _approved,
        "exclusion.refused": _ended("refused"),
        "exclusion.revoked": _ended("revoked"),
    },
)


def in_force(connection: Connection, as_of: datetime) -> Collection[tuple[str, str]]:
    """(case number, rate) of what was excluded with approval at that time."""
    where = c.approved_at < as_of, or_(c.ended_at.is_(None), c.ended_at >= as_of)
    return {(row.case_no, row.rate) for row in connection.execute(select(c.case_no, c.rate).where(*where))}


def listed(connection: Connection, state: str, before: int | None, count: int) -> Sequence[Row]:
    """At most `count` exclusions in this state, or ("") in all, the latest changed first."""
    statement = select(exclusions).order_by(c.position.desc()).limit(count)
    statement = statement.where(c.state == state) if state else statement
    statement = statement if before is None else statement.where(c.position < before)
    return connection.execute(statement).mappings().all()


def of_case(connection: Connection, case_no: str) -> Sequence[Row]:
    """All of one case, the oldest first."""
    statement = select(exclusions).where(c.case_no == case_no).order_by(c.rate, c.number)
    return connection.execute(statement).mappings().all()
