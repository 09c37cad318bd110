"""Questions about appeals: one of them, an asker's, what waits for the desk, a source's history, how many."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select, tuple_

from services.intake.readmodels.appeals.tables import Row, appeals


def of_case(connection: Connection, case_no: str) -> Row | None:
    """The appeal of this case number."""
    return connection.execute(select(appeals).where(appeals.c.case_no == case_no)).mappings().first()


def of_source(connection: Connection, source: str, source_no: str) -> Row | None:
    """The appeal that the source calls so."""
    where = appeals.c.source == source, appeals.c.source_no == source_no
    return connection.execute(select(appeals).where(*where)).mappings().first()


def of_feed(connection: Connection, source: str, since: datetime, until: datetime, limit: int) -> Sequence[Row]:
    """What came from this source between these times, the newest first."""
    where = appeals.c.source == source, appeals.c.received_at.between(since, until)
    statement = select(appeals).where(*where).order_by(appeals.c.received_at.desc(), appeals.c.case_no)
    return connection.execute(statement.limit(limit)).mappings().all()


def cases_of(connection: Connection, asker: str) -> Sequence[str]:
    """The case numbers of an asker."""
    return connection.scalars(select(appeals.c.case_no).where(appeals.c.asker == asker)).all()


def of_asker(connection: Connection, asker: str, limit: int) -> Sequence[Row]:
    """An asker's appeals, the newest first."""
    wanted = select(appeals).where(appeals.c.asker == asker).order_by(appeals.c.received_at.desc())
    return connection.execute(wanted.limit(limit)).mappings().all()


def waiting(connection: Connection, after: tuple[datetime, str] | None, limit: int) -> Sequence[Row]:
    """What waits for the accepting desk, the oldest first, after this time of receipt and case number."""
    order = appeals.c.received_at, appeals.c.case_no
    statement = select(appeals).where(appeals.c.state == "received").order_by(*order).limit(limit)
    if after is not None:
        statement = statement.where(tuple_(*order) > after)
    return connection.execute(statement).mappings().all()


def answer_delays(connection: Connection, source: str) -> Sequence[float]:
    """Seconds from asking to answering of a source's history, in no order; what is unanswered or untimed is left out."""
    where = appeals.c.source == source, appeals.c.state == "history", appeals.c.answered_at.is_not(None)
    rows = connection.execute(select(appeals.c.asked_at, appeals.c.answered_at).where(*where))
    return [(answered_at - asked_at).total_seconds() for asked_at, answered_at in rows]


def answered(connection: Connection, source: str) -> Sequence[tuple[str, str, datetime, datetime | None]]:
    """A source's history: number, kind, when it was asked and when answered, in no order."""
    columns = appeals.c.source_no, appeals.c.kind, appeals.c.asked_at, appeals.c.answered_at
    where = appeals.c.source == source, appeals.c.state == "history"
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(select(*columns).where(*where))]


def counts(connection: Connection) -> Mapping[str, int]:
    """How many appeals there are in each state."""
    rows = connection.execute(select(appeals.c.state, func.count()).group_by(appeals.c.state))
    return {row[0]: row[1] for row in rows}
