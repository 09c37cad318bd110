"""Rows of the assessment as of any moment."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, or_, select

from services.supervision.domain.assessment.folding import rows_of
from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.row import Row
from services.supervision.readmodels.assessment.tables import assessed_cases, milestones

SLACK = timedelta(days=1)
"""Entries of two services about one case may be heard in another order than they were recorded in."""
c, m = assessed_cases.c, milestones.c


def alive(connection: Connection, since: datetime, as_of: datetime) -> list[Row]:
    """The rows, as of then, of every case that something happened in since, or that is not ended."""
    return _rows(connection, [or_(c.open.is_(True), c.touched_at >= since - SLACK), _begun(as_of)], as_of)


def open_cases(connection: Connection, as_of: datetime) -> list[Row]:
    """The rows, as of now, of the cases that are not ended."""
    return [row for row in _rows(connection, [c.open.is_(True)], as_of) if row.case_open]


def received_since(connection: Connection, since: datetime, as_of: datetime) -> list[Row]:
    """The rows of the cases received since, one for each case."""
    return [row for row in _rows(connection, [c.received_at >= since, _begun(as_of)], as_of) if row.first]


def of_cases(connection: Connection, numbers: Collection[str], as_of: datetime) -> list[Row]:
    """The rows of these cases."""
    return _rows(connection, [c.case_no.in_(numbers)], as_of)


def known(connection: Connection, case_no: str) -> bool:
    """Whether there is such a case."""
    return connection.execute(select(c.case_no).where(c.case_no == case_no)).first() is not None


def _begun(as_of: datetime) -> ColumnElement[bool]:
    return or_(c.received_at.is_(None), c.received_at < as_of)


def _rows(connection: Connection, which: list[ColumnElement[bool]], as_of: datetime) -> list[Row]:
    wanted = select(c.case_no).where(*which)
    statement = select(m.at, m.service, m.position, m.case_no, m.type, m.said)
    found = connection.execute(statement.where(m.case_no.in_(wanted), m.at < as_of))
    return rows_of((Milestone(*row[:5], json.loads(row[5])) for row in found), as_of)
