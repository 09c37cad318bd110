"""Clues, the newest first. What they say stays closed; clear are only source, state and times."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, Index, MetaData, RowMapping, Table, Text, func, literal, select, tuple_

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.house.reading import stored_field

Row = RowMapping
SOURCES = ("complaint", "hand", "rule")
STATES = ("open", "dismissed", "joined")
clues = Table(
    "clues",
    MetaData(),
    Column("matter", Text, primary_key=True),
    Column("subject", Text),
    Column("source", Text),
    Column("state", Text),
    Column("came_at", Utc),
    Column("changed_at", Utc),
    Column("content", Text),
    Column("reason", Text),
    Column("review", Text),
    Index("clues_by_time", "came_at", "matter"),
)
c = clues.c


def matter_of(subject: str) -> str:
    return subject.rpartition("/")[2]


def _came(source: str) -> Apply:
    def apply(fact: Fact, rows: Rows) -> None:
        rows.put(
            clues,
            matter=matter_of(fact.subject),
            subject=fact.subject,
            source=source,
            state="open",
            came_at=fact.time,
            changed_at=fact.time,
            content=stored_field(fact.data["content"]),
        )

    return apply


def _dismissed(fact: Fact, rows: Rows) -> None:
    _moved(fact, rows, "dismissed", reason=stored_field(fact.data["reason"]))


def _taken_up(fact: Fact, rows: Rows) -> None:
    _moved(fact, rows, "open", reason=stored_field(fact.data["reason"]))


def _joined(fact: Fact, rows: Rows) -> None:
    _moved(fact, rows, "joined", review=stored_field(fact.data["review"]))


def _moved(fact: Fact, rows: Rows, state: str, **values: str | None) -> None:
    rows.put(clues, matter=matter_of(fact.subject), state=state, changed_at=fact.time, **values)


CLUES = ReadModel(
    "clues",
    (clues,),
    said={
        "clue.received": _came("complaint"),
        "clue.registered": _came("hand"),
        "clue.found": _came("rule"),
        "clue.dismissed": _dismissed,
        "clue.taken_up": _taken_up,
        "clue.joined": _joined,
    },
)


def listed(
    connection: Connection, source: str, state: str, after: tuple[datetime, str] | None, count: int
) -> Sequence[Row]:
    """At most `count` that came before (came_at, matter), the newest first."""
    statement = select(clues).order_by(c.came_at.desc(), c.matter.desc()).limit(count)
    for column, value in ((c.source, source), (c.state, state)):
        statement = statement.where(column == value) if value else statement
    if after:
        statement = statement.where(tuple_(c.came_at, c.matter) < tuple_(literal(after[0], Utc), literal(after[1])))
    return connection.execute(statement).mappings().all()


def one(connection: Connection, matter: str) -> Row | None:
    return connection.execute(select(clues).where(c.matter == matter)).mappings().first()


def counts(connection: Connection) -> dict[str, int]:
    """state → how many."""
    return {row[0]: row[1] for row in connection.execute(select(c.state, func.count()).group_by(c.state))}
