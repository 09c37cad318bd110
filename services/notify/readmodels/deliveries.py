"""Every delivery: what is to be told to whom, and how far it is. The sender and the pages read it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    MetaData,
    RowMapping,
    Table,
    Text,
    and_,
    func,
    not_,
    select,
)

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Position, Utc
from shared.house.reading import stored_field
from shared.kernel.times import unstamp

Row = RowMapping
WAITING, SENT, GIVEN_UP = "waiting", "sent", "given_up"
STATES = (WAITING, SENT, GIVEN_UP)
CLEAR = (
    "template",
    "to",
    "cause",
    "unit",
    "round",
    "duty",
    "end",
    "resolved",
    "channel",
    "asker",
    "source",
    "source_no",
)
CLOSED = ("name", "phone", "public", "advice")

deliveries = Table(
    "deliveries",
    MetaData(),
    Column("id", Text, primary_key=True),
    Column("position", Position),
    Column("case_no", Text),
    *(Column(name, Text) for name in CLEAR if name not in ("round", "resolved")),
    Column("round", Integer),
    Column("resolved", Boolean),
    Column("due_at", Utc),
    *(Column(name, Text) for name in CLOSED),
    Column("planned_at", Utc),
    Column("state", Text),
    Column("sent_by", Text),
    Column("attempts", Integer),
    Column("code", Text),
    Column("next_at", Utc),
    Column("done_at", Utc),
    Index("deliveries_by_state", "state", "next_at"),
    Index("deliveries_by_case", "case_no"),
    Index("deliveries_by_position", "position"),
)


class Lane(NamedTuple):
    """What shares a gateway: `source` only for what goes back to a feed."""

    to: str
    channel: str
    source: str


def lane_of(row: Row) -> Lane:
    """The lane a delivery was planned for."""
    return Lane(row["to"], row["channel"], row["source"])


def _planned(fact: Fact, rows: Rows) -> None:
    data = fact.data
    rows.put(
        deliveries,
        id=data["delivery"],
        position=fact.position,
        case_no=fact.subject,
        due_at=unstamp(data["due_at"]) if data["due_at"] else None,
        planned_at=fact.time,
        state=WAITING,
        attempts=0,
        next_at=fact.recorded_at,
        **{name: data[name] for name in CLEAR},
        **{name: stored_field(data[name]) for name in CLOSED},
    )


def _sent(fact: Fact, rows: Rows) -> None:
    _done(SENT, None, fact, rows)


def _given_up(fact: Fact, rows: Rows) -> None:
    _done(GIVEN_UP, fact.data["code"], fact, rows)


def _done(state: str, code: str | None, fact: Fact, rows: Rows) -> None:
    data = fact.data
    rows.put(
        deliveries,
        id=fact.stream,
        state=state,
        sent_by=data["channel"],
        attempts=data["attempt"],
        code=code,
        next_at=None,
        done_at=fact.time,
    )


def _failed(fact: Fact, rows: Rows) -> None:
    data = fact.data
    rows.put(
        deliveries,
        id=fact.stream,
        attempts=data["attempt"],
        code=data["code"],
        sent_by=data["channel"],
        next_at=unstamp(data["retry_at"]),
    )


DELIVERIES = ReadModel(
    "deliveries",
    (deliveries,),
    said={
        "delivery.planned": _planned,
        "delivery.sent": _sent,
        "delivery.failed": _failed,
        "delivery.given_up": _given_up,
    },
)


def due(connection: Connection, now: datetime, without: Sequence[Lane], limit: int) -> Sequence[Row]:
    """What is to be sent by now, oldest first, but for the lanes that are shut."""
    statement = select(deliveries).where(deliveries.c.next_at <= now, *_waiting(without))
    return connection.execute(statement.order_by(deliveries.c.next_at).limit(limit)).mappings().all()


def next_due(connection: Connection, without: Sequence[Lane]) -> datetime | None:
    """When the next one is to be tried; None if none waits."""
    statement = select(deliveries.c.next_at).where(*_waiting(without)).order_by(deliveries.c.next_at).limit(1)
    found: datetime | None = connection.scalar(statement)
    return found


def _waiting(without: Sequence[Lane]) -> list[ColumnElement[bool]]:
    shut = [not_(and_(*(deliveries.c[name] == value for name, value in lane._asdict().items()))) for lane in without]
    return [deliveries.c.state == WAITING, *shut]


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
