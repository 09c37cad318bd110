"""Which units were reminded of what, the latest first."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, Index, Integer, MetaData, RowMapping, Table, Text, func, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Position, Utc
from shared.kernel.times import unstamp

Row = RowMapping

reminders = Table(
    "reminders",
    MetaData(),
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("case_no", Text),
    Column("round", Integer),
    Column("duty", Text),
    Column("unit", Text),
    Column("due_at", Utc),
    Column("colour", Text),
    Column("issued_at", Utc),
    Index("reminders_by_unit", "unit", "position"),
)
c = reminders.c


def _issued(fact: Fact, rows: Rows) -> None:
    plain = {name: fact.data[name] for name in ("round", "duty", "unit", "colour")}
    when = {"due_at": unstamp(fact.data["due_at"]), "issued_at": fact.time}
    rows.put(reminders, position=fact.position, case_no=fact.subject, **plain, **when)


REMINDERS = ReadModel("reminders", (reminders,), {"reminder.issued": _issued})


def listed(connection: Connection, unit: str, duty: str, after: int | None, count: int) -> Sequence[Row]:
    """At most `count` reminders said before the position `after`, of one unit and duty or ("") of all."""
    statement = select(reminders).order_by(c.position.desc()).limit(count)
    for column, value in ((c.unit, unit), (c.duty, duty)):
        statement = statement.where(column == value) if value else statement
    statement = statement if after is None else statement.where(c.position < after)
    return connection.execute(statement).mappings().all()


def of_case(connection: Connection, case_no: str) -> Sequence[Row]:
    """The reminders of one case, oldest first."""
    statement = select(reminders).where(c.case_no == case_no).order_by(c.position)
    return connection.execute(statement).mappings().all()


def count(connection: Connection, unit: str, since: datetime | None = None) -> int:
    """How many were issued to one unit or ("") to all."""
    statement = select(func.count()).select_from(reminders)
    statement = statement.where(c.unit == unit) if unit else statement
    statement = statement.where(c.issued_at >= since) if since else statement
    return connection.scalar(statement) or 0
