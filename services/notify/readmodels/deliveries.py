"""What is asked about deliveries: what is due, what is in doubt, what the pages list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, case, func, not_, or_, select

from services.notify.readmodels.keeping import (
    CLOSED,
    DELIVERIES,
    GATHERED,
    GIVEN_UP,
    SENT,
    STATES,
    TRYING,
    UNCERTAIN,
    WAITING,
    deliveries,
)

__all__ = ["CLOSED", "DELIVERIES", "GATHERED", "GIVEN_UP", "SENT", "STATES", "TRYING", "UNCERTAIN", "WAITING", "Row"]

Row = RowMapping
DIGEST_MOST = 200


class Lane(NamedTuple):
    """What shares a gateway: `source` only for what goes back to a feed."""

    to: str
    channel: str
    source: str


def lane_of(row: Row) -> Lane:
    """The lane a delivery was planned for."""
    return Lane(row["to"], row["channel"], row["source"])


@dataclass(frozen=True, slots=True)
class Held:
    """What does not leave now: the `lanes` that are shut, what is not urgent on `quiet` channels, and what the `units`
    that are told otherwise than by file get by digest."""

    lanes: Sequence[Lane] = ()
    quiet: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def waits_for_digest(self) -> ColumnElement[bool]:
        """By digest, later."""
        return and_(deliveries.c.digest, deliveries.c.unit.in_(self.units))

    def back(self) -> list[ColumnElement[bool]]:
        """The rows that are not held back, whatever the time of their digest."""
        c = deliveries.c
        shut = [not_(and_(*(c[name] == value for name, value in lane._asdict().items()))) for lane in self.lanes]
        quiet = [or_(c.urgent, c.channel.not_in(self.quiet))] if self.quiet else []
        return [c.state == WAITING, *shut, *quiet]


def _when(held: Held) -> ColumnElement[datetime]:
    """When it is to be tried: at the digest's time where it waits for that."""
    c = deliveries.c
    waits = and_(held.waits_for_digest(), c.not_before > c.next_at)
    return case((waits, c.not_before), else_=c.next_at)


def due(connection: Connection, now: datetime, held: Held, limit: int) -> Sequence[Row]:
    """What is to be sent by now, oldest first, but for what is held."""
    moment = _when(held)
    statement = select(deliveries).where(deliveries.c.next_at <= now, moment <= now, *held.back())
    return connection.execute(statement.order_by(deliveries.c.next_at).limit(limit)).mappings().all()


def next_due(connection: Connection, held: Held) -> datetime | None:
    """When the next one is to be tried; None if none waits."""
    moment = _when(held)
    statement = select(moment).where(*held.back()).order_by(moment).limit(1)
    found: datetime | None = connection.scalar(statement)
    return found


def for_digest(connection: Connection, now: datetime, held: Held) -> Mapping[str, Sequence[Row]]:
    """Unit → its notices whose digest is due, where there are several: one alone goes by itself."""
    moment = _when(held)
    wanted = (deliveries.c.next_at <= now, moment <= now, deliveries.c.attempts == 0, *held.back())
    statement = select(deliveries).where(held.waits_for_digest(), *wanted).order_by(deliveries.c.position)
    found: dict[str, list[Row]] = {}
    for row in connection.execute(statement).mappings():
        found.setdefault(row["unit"], []).append(row)
    return {unit: rows[:DIGEST_MOST] for unit, rows in found.items() if len(rows) > 1}


def told_by_digest(connection: Connection) -> Sequence[tuple[Row, Row]]:
    """Gathered notices whose digest was sent or given up, each with that digest."""
    digests = deliveries.alias("digests")
    ended = select(digests.c.id).where(digests.c.state.in_((SENT, GIVEN_UP)))
    wanted = (deliveries.c.state == GATHERED, deliveries.c.gathered_in.in_(ended))
    rows = connection.execute(select(deliveries).where(*wanted).limit(DIGEST_MOST)).mappings().all()
    wholes = _by_id(connection, {row["gathered_in"] for row in rows})
    return [(row, wholes[row["gathered_in"]]) for row in rows]


def begun_before(connection: Connection, moment: datetime) -> Sequence[Row]:
    """Attempts that began by then and of which nothing more was said."""
    wanted = (deliveries.c.state == TRYING, deliveries.c.begun_at <= moment)
    return connection.execute(select(deliveries).where(*wanted).limit(DIGEST_MOST)).mappings().all()


def _by_id(connection: Connection, ids: set[str]) -> dict[str, Row]:
    found = connection.execute(select(deliveries).where(deliveries.c.id.in_(ids))).mappings()
    return {row["id"]: row for row in found}


def members(connection: Connection, digest: str) -> Sequence[Row]:
    """What a digest tells."""
    statement = select(deliveries).where(deliveries.c.gathered_in == digest).order_by(deliveries.c.position)
    return connection.execute(statement).mappings().all()


def of(connection: Connection, id_: str) -> Row | None:
    """One delivery."""
    return connection.execute(select(deliveries).where(deliveries.c.id == id_)).mappings().first()


def page(connection: Connection, filters: Mapping[str, str], before: int | None, limit: int) -> Sequence[Row]:
    """The newest first; `filters` are columns with their values, "" for any; `before` is a position."""
    wanted = [deliveries.c[name] == value for name, value in filters.items() if value]
    if before is not None:
        wanted.append(deliveries.c.position < before)
    statement = select(deliveries).where(*wanted).order_by(deliveries.c.position.desc()).limit(limit)
    return connection.execute(statement).mappings().all()


def counts(connection: Connection) -> dict[str, int]:
    """How many there are in each state."""
    rows = connection.execute(select(deliveries.c.state, func.count()).group_by(deliveries.c.state))
    return {**dict.fromkeys(STATES, 0), **{state: int(count) for state, count in rows}}


def waiting(connection: Connection) -> dict[str, tuple[int, datetime]]:
    """Channel → how many wait to be sent, and since when the oldest of them."""
    c = deliveries.c
    statement = select(c.channel, func.count(), func.min(c.planned_at)).where(c.state == WAITING).group_by(c.channel)
    return {channel: (number, since) for channel, number, since in connection.execute(statement)}
