"""What is overdue and followed, but for what waits: when the next step comes unless it is done."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, Index, Integer, MetaData, RowMapping, Table, Text, func, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.kernel.times import unstamp

Row = RowMapping
follow_ups = Table(
    "follow_ups",
    MetaData(),
    Column("case_no", Text, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("duty", Text, primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("due_text", Text, primary_key=True),
    Column("which", Text, primary_key=True),
    Column("due_at", Utc),
    Column("number", Integer),
    Column("next_at", Utc),
    Index("follow_ups_by_time", "number", "next_at"),
)
c = follow_ups.c


def _issued(fact: Fact, rows: Rows) -> None:
    """Entries of old say nothing of what follows."""
    data, next_at = fact.data, fact.data.get("next_at")
    if not next_at:
        return _gone(fact, rows)
    key = {name: data[name] for name in ("round", "duty", "unit")} | {"which": data.get("which", "")}
    when = {"due_text": data["due_at"], "due_at": unstamp(data["due_at"]), "next_at": unstamp(next_at)}
    rows.put(follow_ups, case_no=fact.subject, number=data["number"], **key, **when)
    return None


def _gone(fact: Fact, rows: Rows) -> None:
    data = fact.data
    rows.drop(
        follow_ups, fact.subject, data["round"], data["duty"], data["unit"], data["due_at"], data.get("which", "")
    )


FOLLOW_UPS = ReadModel(
    "follow_ups",
    (follow_ups,),
    {
        **dict.fromkeys(("reminder.issued", "reminder.resumed"), _issued),
        **dict.fromkeys(("reminder.circulated", "reminder.done", "reminder.paused"), _gone),
    },
    version=2,
)


def to_remind(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """The cases with a second reminder that was due before now."""
    statement = select(c.case_no).where(c.number == 1, c.next_at < now).group_by(c.case_no)
    return connection.scalars(statement.order_by(func.min(c.next_at)).limit(limit)).all()


def to_circulate(connection: Connection, now: datetime, limit: int) -> Sequence[Row]:
    """What a circular was due of before now."""
    statement = select(follow_ups).where(c.number == 2, c.next_at < now).order_by(c.next_at).limit(limit)
    return connection.execute(statement).mappings().all()
