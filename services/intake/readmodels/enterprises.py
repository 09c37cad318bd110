"""Enterprises (一企一档) with their appeals; names, codes and contacts stay closed."""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, Index, MetaData, RowMapping, Table, Text, func, select

from services.intake.readmodels.appeals import appeals
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.house.reading import stored_field

Row = RowMapping
CLOSED = ("name", "credit_code", "contact")
_metadata = MetaData()
enterprises = Table(
    "enterprises",
    _metadata,
    Column("enterprise", Text, primary_key=True),
    Column("name", Text),
    Column("credit_code", Text),
    Column("industry", Text),
    Column("scale", Text),
    Column("contact", Text),
    Column("registered_at", Utc),
    Column("changed_at", Utc),
)
enterprise_appeals = Table(
    "enterprise_appeals",
    _metadata,
    Column("enterprise", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Index("enterprise_appeals_by_stream", "stream"),
)


def _id(fact: Fact) -> str:
    return fact.subject.removeprefix("enterprise/")


def _registered(fact: Fact, rows: Rows) -> None:
    rows.put(
        enterprises,
        enterprise=_id(fact),
        name=stored_field(fact.data["name"]),
        credit_code=stored_field(fact.data["credit_code"]),
        industry="",
        scale="",
        registered_at=fact.time,
        changed_at=fact.time,
    )
    rows.put(enterprise_appeals, enterprise=_id(fact), stream=fact.data["appeal"])


def _noted(fact: Fact, rows: Rows) -> None:
    rows.put(enterprises, enterprise=_id(fact), changed_at=fact.time)
    rows.put(enterprise_appeals, enterprise=_id(fact), stream=fact.data["appeal"])


def _kept(fact: Fact, rows: Rows) -> None:
    rows.put(
        enterprises,
        enterprise=_id(fact),
        name=stored_field(fact.data["name"]),
        industry=fact.data["industry"],
        scale=fact.data["scale"],
        contact=stored_field(fact.data["contact"]),
        changed_at=fact.time,
    )


ENTERPRISES = ReadModel(
    "enterprises",
    (enterprises, enterprise_appeals),
    said={
        "enterprise.registered": _registered,
        "enterprise.appeal_noted": _noted,
        "enterprise.facts_kept": _kept,
    },
)


def latest(connection: Connection, limit: int) -> Sequence[Row]:
    """Enterprises with how many appeals (`cases`), the one heard of last first."""
    count = func.count(enterprise_appeals.c.stream).label("cases")
    joined = select(enterprises, count).join(
        enterprise_appeals, enterprise_appeals.c.enterprise == enterprises.c.enterprise
    )
    grouped = joined.group_by(*enterprises.columns)
    return connection.execute(grouped.order_by(enterprises.c.changed_at.desc()).limit(limit)).mappings().all()


def enterprise_of(connection: Connection, enterprise: str) -> Row | None:
    """One enterprise."""
    return connection.execute(select(enterprises).where(enterprises.c.enterprise == enterprise)).mappings().first()


def of_stream(connection: Connection, stream: str) -> str | None:
    """The enterprise whose appeal this is."""
    wanted = select(enterprise_appeals.c.enterprise).where(enterprise_appeals.c.stream == stream)
    return connection.scalar(wanted)


def cases_of(connection: Connection, enterprise: str, limit: int = 200) -> Sequence[Row]:
    """Its appeals, the newest first."""
    joined = select(appeals).join(enterprise_appeals, enterprise_appeals.c.stream == appeals.c.stream)
    where = enterprise_appeals.c.enterprise == enterprise
    return connection.execute(joined.where(where).order_by(appeals.c.received_at.desc()).limit(limit)).mappings().all()
