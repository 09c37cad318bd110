"""The milestones of the cases that may matter to a question: never fewer; making rows of them tells which do.

Reading is done here, the counting by who asked, beside the committing greenthreads.
"""

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, or_, select

from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.readmodels.assessment.tables import assessed_cases, milestones

SLACK = timedelta(days=1)
"""Entries of two services about one case may be heard in another order than they were recorded in."""
c, m = assessed_cases.c, milestones.c


def alive(connection: Connection, since: datetime, as_of: datetime) -> list[Milestone]:
    """Of every case that something happened in since, or that is not ended."""
    return _told(connection, [or_(c.open.is_(True), c.touched_at >= since - SLACK), _begun(as_of)], as_of)


def open_cases(connection: Connection, as_of: datetime) -> list[Milestone]:
    """Of the cases that are not ended now."""
    return _told(connection, [c.open.is_(True)], as_of)


def received_since(connection: Connection, since: datetime, as_of: datetime) -> list[Milestone]:
    """Of the cases received since."""
    return _told(connection, [c.received_at >= since, _begun(as_of)], as_of)


def of_cases(connection: Connection, cases: Collection[str]) -> list[Milestone]:
    """Of these cases, all that was ever heard."""
    return _of(connection, m.case_no.in_(cases)) if cases else []


def known(connection: Connection, case_no: str) -> bool:
    """Whether there is such a case."""
    return connection.execute(select(c.case_no).where(c.case_no == case_no)).first() is not None


def _begun(as_of: datetime) -> ColumnElement[bool]:
    return or_(c.received_at.is_(None), c.received_at < as_of)


def _told(connection: Connection, which: list[ColumnElement[bool]], as_of: datetime) -> list[Milestone]:
    return _of(connection, m.case_no.in_(select(c.case_no).where(*which)), m.at < as_of)


def _of(connection: Connection, *where: ColumnElement[bool]) -> list[Milestone]:
    statement = select(m.at, m.service, m.position, m.case_no, m.type, m.said)
    found = connection.execute(statement.where(*where)).all()
    return [
        Milestone(at, service, position, no, type_, json.loads(said))
        for at, service, position, no, type_, said in found
    ]
