"""Questions about extensions."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from services.routing.readmodels.extensions.tables import extensions

c = extensions.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """One row: a unit's latest request in a case."""

    case_no: str
    unit: str
    round: int
    number: int
    state: str
    amount: int
    measure: str
    due_at: datetime
    settle_by: datetime | None


SHOWN = tuple(c[field.name] for field in fields(Extension))


def of_case(engine: Engine, case_no: str) -> Sequence[Extension]:
    """The latest request of each unit in a case."""
    return _extensions(engine, select(*SHOWN).where(c.case_no == case_no).order_by(c.unit))


def waiting(engine: Engine, limit: int) -> Sequence[Extension]:
    """What waits for the desk, what it must settle first first."""
    statement = select(*SHOWN).where(c.state == "requested").order_by(c.settle_by, c.case_no, c.unit)
    return _extensions(engine, statement.limit(limit))


def overdue(engine: Engine, now: datetime) -> int:
    """How many wait longer than the desk has."""
    statement = select(func.count()).where(c.state == "requested", c.settle_by < now)
    with engine.connect() as connection:
        return connection.scalar(statement) or 0


def lapsing(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """`<case>/<unit>` of the requests that the desk let lie; the longest overdue first."""
    statement = select(c.case_no, c.unit).where(c.lapse_at < now).order_by(c.lapse_at).limit(limit)
    return [f"{case_no}/{unit}" for case_no, unit in connection.execute(statement)]


def _extensions(engine: Engine, statement: Select[Any]) -> list[Extension]:
    with engine.connect() as connection:
        return [Extension(**row) for row in connection.execute(statement).mappings()]
