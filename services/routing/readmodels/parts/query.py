"""Questions about supporting parts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from services.routing.readmodels.parts.tables import parts
from services.routing.readmodels.work_orders.tasks import Tasks, read

c = parts.c
RUNNING = ("assigned", "signed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One row. `asked`: an extension waits for the desk."""

    case_no: str
    unit: str
    round: int
    lead: str
    state: str
    asked: bool
    due: str | None
    due_at: datetime | None
    duties: Tasks

    @property
    def deliver_by(self) -> datetime | None:
        """When it is, or was, due."""
        return next((one.due_at for one in self.duties if one.duty == "deliver"), None)


SHOWN = tuple(c[field.name] for field in fields(Part))


def of_case(engine: Engine, case_no: str) -> Sequence[Part]:
    """The parts of a case, by unit; of a unit that had one in several rounds the latest."""
    return _parts(engine, select(*SHOWN).where(c.case_no == case_no).order_by(c.unit))


def part_of(engine: Engine, case_no: str, unit: str) -> Part | None:
    """The part of a unit in a case."""
    return next(iter(_parts(engine, select(*SHOWN).where(c.case_no == case_no, c.unit == unit))), None)


def running(engine: Engine, unit: str | None, limit: int) -> Sequence[Part]:
    """What this unit (None: any) must still deliver, what is due first first."""
    statement = select(*SHOWN).where(c.state.in_(RUNNING)).order_by(c.due_at, c.case_no, c.unit).limit(limit)
    return _parts(engine, statement.where(c.unit == unit) if unit else statement)


def running_count(engine: Engine, unit: str | None) -> int:
    """How many."""
    statement = select(func.count()).select_from(parts).where(c.state.in_(RUNNING))
    with engine.connect() as connection:
        return connection.scalar(statement.where(c.unit == unit) if unit else statement) or 0


def overdue_by_unit(engine: Engine, now: datetime) -> dict[tuple[str, str], int]:
    """(unit, duty) → how many parts whose next duty was due before now."""
    statement = select(c.unit, c.due, func.count()).where(c.due_at < now).group_by(c.unit, c.due)
    with engine.connect() as connection:
        return {(unit, duty): number for unit, duty, number in connection.execute(statement)}


def lapsing(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """`<case>/<unit>/<round>` of the parts with a lapse to be said; the longest overdue first."""
    statement = select(c.case_no, c.unit, c.round).where(c.lapse_at < now).order_by(c.lapse_at).limit(limit)
    return ["/".join(map(str, row)) for row in connection.execute(statement)]


def _parts(engine: Engine, statement: Select[Any]) -> list[Part]:
    with engine.connect() as connection:
        rows = connection.execute(statement).mappings().all()
    return [Part(**{**row, "duties": read(row["duties"]), "asked": bool(row["asked"])}) for row in rows]
