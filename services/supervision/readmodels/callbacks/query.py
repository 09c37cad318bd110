"""Questions about callbacks: lists by due time or latest change first, one case, counts, and what lapses next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, Connection, RowMapping, func, literal, select, tuple_

from services.supervision.readmodels.callbacks.tables import callback_ratings, callback_waits, callbacks, finals
from shared.eventlog.schema import Utc

Row = RowMapping
c = callbacks.c

STATES = (
    *("planned", "attempting", "recorded", "reopen_asked", "reopening", "referred", "settled", "dropped"),
)  # `recorded`: reached, but without an opinion


class Sorting(Enum):
    """`DUE`: what is due first, only what has something due. `LATEST`: what changed last."""

    DUE = "due"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; empty or None asks for all; `ours` whether it is for us to call;

    `proposed`: only what somebody proposed to end for good.
    """

    states: Sequence[str] = ()
    ours: bool | None = None
    unit: str = ""
    proposed: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        """As SQL; a callback is there once it has a state."""
        conditions: list[ColumnElement[bool]] = [c.state.in_(self.states or STATES)]
        if self.ours is not None:
            conditions.append(c.ours.is_(self.ours))
        if self.unit:
            conditions.append(c.unit == self.unit)
        if self.proposed:
            conditions.append(c.case_no.in_(select(finals.c.case_no)))
        return conditions


After = tuple[datetime, str]


def listed(connection: Connection, wanted: Filter, sorting: Sorting, after: After | None, count: int) -> Sequence[Row]:
    """At most `count` callbacks after (due_at, case_no) or (changed_at, case_no)."""
    key = tuple_(c.due_at if sorting is Sorting.DUE else c.changed_at, c.case_no)
    statement = select(callbacks).where(*wanted.conditions()).limit(count)
    then = tuple_(literal(after[0], Utc), literal(after[1])) if after else None
    if sorting is Sorting.DUE:
        statement = statement.where(c.due_at.is_not(None)).order_by(c.due_at, c.case_no)
        statement = statement if then is None else statement.where(key > then)
    else:
        statement = statement.order_by(c.changed_at.desc(), c.case_no.desc())
        statement = statement if then is None else statement.where(key < then)
    return connection.execute(statement).mappings().all()


def of_case(connection: Connection, case_no: str) -> Row | None:
    """The callback of a case, or None."""
    where = c.case_no == case_no, c.state.is_not(None)
    return connection.execute(select(callbacks).where(*where)).mappings().first()


def counts(connection: Connection) -> dict[tuple[str, bool], int]:
    """(state, ours) → how many."""
    statement = select(c.state, c.ours, func.count()).where(c.state.is_not(None)).group_by(c.state, c.ours)
    return {(state, bool(ours)): number for state, ours, number in connection.execute(statement)}


def proposals(connection: Connection) -> int:
    """How many wait for another account's approval."""
    return connection.scalar(select(func.count()).select_from(finals)) or 0


def rating_of(connection: Connection, case_no: str) -> Row | None:
    """The asker's own rating, or None."""
    statement = select(callback_ratings).where(callback_ratings.c.case_no == case_no)
    return connection.execute(statement).mappings().first()


def overdue_by_duty(connection: Connection, now: datetime) -> dict[str, int]:
    """Duty → how many cases wait for us with it since before now."""
    where = Filter(ours=True).conditions()
    statement = select(c.due, func.count()).where(*where, c.due_at < now).group_by(c.due)
    return {duty or "": number for duty, number in connection.execute(statement)}


def lapsing(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """The cases with something that was due before now and whose lapse was not said; the longest overdue first."""
    waits = callback_waits.c
    statement = select(waits.case_no).where(waits.due_at < now).group_by(waits.case_no)
    return connection.scalars(statement.order_by(func.min(waits.due_at)).limit(limit)).all()
