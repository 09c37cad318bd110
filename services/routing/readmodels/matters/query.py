"""Questions about matters: those of a case, those that concern a unit or a leader, and what lapses next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, select

from services.routing.readmodels.matters.tables import concerned, matters
from services.routing.readmodels.work_orders.tasks import Tasks, read

c = matters.c
OPEN = ("waiting", "given", "reported", "convened", "held")
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One row. `words` is a stored closed field; duties are named `<duty>/<unit or number>`."""

    subject: str
    kind: str
    number: int
    state: str
    unit: str
    leader: str | None
    what: str | None
    words: str | None
    at: datetime | None
    begun_at: datetime
    due: str | None
    due_at: datetime | None
    duties: Tasks

    @property
    def open(self) -> bool:
        """Whether somebody still has something to do."""
        return self.state in OPEN


SHOWN = tuple(c[field.name] for field in fields(Matter))


def of_subject(engine: Engine, subject: str) -> list[Matter]:
    """All of a case (or common need), oldest first."""
    return _matters(engine, select(*SHOWN).where(c.subject == subject).order_by(c.begun_at, c.kind, c.number))


def of_leader(engine: Engine, leader: str) -> list[Matter]:
    """The instructions this account gave, the latest first; at most MOST."""
    wanted = select(*SHOWN).where(c.kind == "instruction", c.leader == leader)
    return _matters(engine, wanted.order_by(c.begun_at.desc()).limit(MOST))


def of_unit(engine: Engine, unit: str) -> list[Matter]:
    """What is open and concerns a unit, what is due first; at most MOST."""
    beside = (concerned.c.subject == c.subject) & (concerned.c.kind == c.kind) & (concerned.c.number == c.number)
    wanted = select(*SHOWN).join(concerned, beside).where(concerned.c.unit == unit, c.state.in_(OPEN))
    return _matters(engine, wanted.order_by(c.due_at.is_(None), c.due_at, c.subject).limit(MOST))


def everything_open(engine: Engine) -> list[Matter]:
    """What is open anywhere, what is due first; at most MOST."""
    wanted = select(*SHOWN).where(c.state.in_(OPEN))
    return _matters(engine, wanted.order_by(c.due_at.is_(None), c.due_at, c.subject).limit(MOST))


def numbers_of(engine: Engine, subject: str, unit: str) -> frozenset[tuple[str, int]]:
    """Kind and number of what is open in the case and concerns a unit."""
    beside = (concerned.c.subject == c.subject) & (concerned.c.kind == c.kind) & (concerned.c.number == c.number)
    wanted = select(c.kind, c.number).join(concerned, beside)
    with engine.connect() as connection:
        found = connection.execute(wanted.where(c.subject == subject, concerned.c.unit == unit, c.state.in_(OPEN)))
        return frozenset((row.kind, row.number) for row in found)


def _matters(engine: Engine, statement: Select[Any]) -> list[Matter]:
    with engine.connect() as connection:
        rows = connection.execute(statement).mappings().all()
    return [Matter(**{**row, "duties": read(row["duties"])}) for row in rows]


def lapsing(kind: str) -> Callable[[Connection, datetime, int], Sequence[str]]:
    """The cases with a matter of this kind that has a duty due before now whose lapse was not said."""

    def overdue(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
        late = select(c.subject).where(c.kind == kind, c.lapse_at < now).order_by(c.lapse_at, c.subject)
        return list(dict.fromkeys(connection.scalars(late.limit(limit))))

    return overdue
