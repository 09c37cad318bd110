"""Questions about work orders: lists by due time or newest first, one order, counts, and what lapses next."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, func, literal, select, tuple_

from services.routing.readmodels.work_orders.tables import work_orders
from services.routing.readmodels.work_orders.tasks import Tasks, read
from shared.eventlog.schema import Utc

c = work_orders.c
TRAITS = ("scope", "breadth", "matter", "time", "difficulty")
"""What a case is classified by beside its item and level, each a column of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One row. `title` is a stored closed field; `duties` are those of the present round."""

    case_no: str
    state: str
    waits_for: str | None
    unit: str | None
    round: int
    held_for: str | None
    end: str | None
    due: str | None
    due_at: datetime | None
    duties: Tasks
    return_by: datetime | None
    title: str
    kind: str
    source: str
    urgent: bool
    reachable: bool
    confidential: bool | None
    catalogue: str | None
    level: str | None
    form: str | None
    scope: str | None
    breadth: str | None
    matter: str | None
    time: str | None
    difficulty: str | None
    frequent: bool | None
    supporting: tuple[str, ...]
    opened_at: datetime
    attempts: int
    reached: bool
    answered_by: str | None
    resolved: bool | None
    closed_at: datetime | None
    urged_at: datetime | None
    review_at: datetime | None

    @property
    def answer_due(self) -> datetime | None:
        """When the answer is, or was, due in this round."""
        return next((one.due_at for one in self.duties if one.duty == "answer"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is asked for; empty or None asks for all; one of `states` and one of `waits_for`."""

    unit: str | None = None
    states: Sequence[str] = ()
    waits_for: Sequence[str] = ()
    due_before: datetime | None = None
    urgent: bool | None = None
    scope: str | None = None
    breadth: str | None = None
    matter: str | None = None
    time: str | None = None
    difficulty: str | None = None
    frequent: bool | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """As SQL; an order is there once it has a state."""
        conditions: list[ColumnElement[bool]] = [c.state.is_not(None)]
        if self.unit:
            conditions.append(c.unit == self.unit)
        if self.states:
            conditions.append(c.state.in_(self.states))
        if self.waits_for:
            conditions.append(c.waits_for.in_(self.waits_for))
        if self.due_before:
            conditions.append(c.due_at < self.due_before)
        if self.urgent is not None:
            conditions.append(c.urgent.is_(self.urgent))
        if self.frequent is not None:
            conditions.append(c.frequent.is_(self.frequent))
        conditions += [c[name] == getattr(self, name) for name in TRAITS if getattr(self, name)]
        return conditions


class Sorting(Enum):
    """`DUE`: what is due first, only what has something due. `NEWEST`: by case number, whose head is the day."""

    DUE = "due"
    NEWEST = "newest"


SHOWN = tuple(c[field.name] for field in fields(Order))


def listed(
    engine: Engine, wanted: Filter, sorting: Sorting, after: tuple[Any, ...] | None, count: int
) -> Sequence[Order]:
    """At most `count` orders after (due_at, case_no) or (case_no,)."""
    statement = select(*SHOWN).where(*wanted.conditions()).limit(count)
    return _orders(engine, _sorted(statement, sorting, after))


def _sorted(statement: Select[Any], sorting: Sorting, after: tuple[Any, ...] | None) -> Select[Any]:
    if sorting is Sorting.NEWEST:
        begun = statement.where(c.case_no < after[0]) if after else statement
        return begun.order_by(c.case_no.desc())
    begun = statement.where(c.due_at.is_not(None))
    if after:
        due_at, case_no = after
        begun = begun.where(tuple_(c.due_at, c.case_no) > tuple_(literal(due_at, Utc), literal(case_no)))
    return begun.order_by(c.due_at, c.case_no)


def one(engine: Engine, case_no: str) -> Order | None:
    """The order of a case, or None."""
    return next(iter(_orders(engine, select(*SHOWN).where(c.case_no == case_no))), None)


def _orders(engine: Engine, statement: Select[Any]) -> list[Order]:
    with engine.connect() as connection:
        rows = connection.execute(statement).mappings().all()
    return [
        Order(**{**row, "duties": read(row["duties"]), "supporting": tuple(json.loads(row["supporting"] or "[]"))})
        for row in rows
    ]


def counts(engine: Engine, unit: str | None) -> dict[tuple[str, str | None], int]:
    """(state, what it waits for) → how many, of one unit or of all."""
    statement = select(c.state, c.waits_for, func.count()).group_by(c.state, c.waits_for)
    with engine.connect() as connection:
        rows = connection.execute(statement.where(*Filter(unit=unit).conditions())).all()
    return {(state, waits_for): number for state, waits_for, number in rows}


def overdue(engine: Engine, unit: str | None, now: datetime) -> int:
    """How many have something undone that was due."""
    statement = select(func.count()).where(*Filter(unit=unit, due_before=now).conditions())
    with engine.connect() as connection:
        return connection.scalar(statement) or 0


def overdue_by_unit(engine: Engine, now: datetime) -> dict[tuple[str, str], int]:
    """(unit, duty) → how many cases whose next duty was due before now; the unit of what waits at the desk is ``."""
    statement = select(c.unit, c.due, func.count()).where(c.due_at < now).group_by(c.unit, c.due)
    with engine.connect() as connection:
        return {(unit or "", duty): number for unit, duty, number in connection.execute(statement)}


def lapsing(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """The cases with a duty that was due before now and whose lapse was not said; the longest overdue first."""
    statement = select(c.case_no).where(c.lapse_at < now).order_by(c.lapse_at, c.case_no).limit(limit)
    return connection.scalars(statement).all()
