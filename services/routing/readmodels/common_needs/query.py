"""Questions about common needs: the list, one of them, like cases that could join, and what lapses next."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, select

from services.routing.readmodels.common_needs.apply import read as members_of
from services.routing.readmodels.common_needs.tables import common_needs
from services.routing.readmodels.work_orders.tables import work_orders
from services.routing.readmodels.work_orders.tasks import Tasks, read

c = common_needs.c
MOST = 200
LIKE = 30
POOLABLE = ("dispatch", "signing", "contact", "answer", "return")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One row. `title` and `public` are stored closed fields."""

    need: str
    state: str
    title: str
    catalogue: str
    unit: str | None
    leader: str | None
    members: tuple[str, ...]
    public: str | None
    resolved: bool | None
    gathered_at: datetime
    due: str | None
    due_at: datetime | None
    duties: Tasks


SHOWN = tuple(c[field.name] for field in fields(Need))


def listed(engine: Engine) -> list[Need]:
    """The latest first; at most MOST."""
    return _needs(engine, select(*SHOWN).order_by(c.gathered_at.desc(), c.need).limit(MOST))


def one(engine: Engine, need: str) -> Need | None:
    """The need of this id, or None."""
    return next(iter(_needs(engine, select(*SHOWN).where(c.need == need))), None)


def like(engine: Engine, catalogue: str) -> Sequence[tuple[str, str]]:
    """(case number, stored title) of cases about the same item that could join; the latest first, at most LIKE."""
    at = work_orders.c
    wanted = select(at.case_no, at.title).where(at.catalogue == catalogue, at.waits_for.in_(POOLABLE))
    with engine.connect() as connection:
        return [(no, title) for no, title in connection.execute(wanted.order_by(at.case_no.desc()).limit(LIKE))]


def lapsing(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """The needs with a duty that was due before now and whose lapse was not said; the longest overdue first."""
    late = select(c.need).where(c.lapse_at < now).order_by(c.lapse_at, c.need).limit(limit)
    return connection.scalars(late).all()


def _needs(engine: Engine, statement: Select[Any]) -> list[Need]:
    with engine.connect() as connection:
        rows = connection.execute(statement).mappings().all()
    return [Need(**{**row, "members": members_of(row["members"]), "duties": read(row["duties"])}) for row in rows]
