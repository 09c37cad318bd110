"""What a service's database says, read at one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, inspect, select

from services.cli.catalog import NAMES, spec_of
from shared.bus.parking import parked
from shared.eventlog import schema
from shared.eventlog.behind import MARK, RELAY
from shared.eventlog.clock import now
from shared.eventlog.schema import entries, inbox, progress
from shared.house.house import read_models
from shared.house.renewing import form_of
from shared.house.rulebook import Rulebook

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Seen:
    """`heard`: service → the last position of it in the inbox; `published` is how far the relay was.

    `missing` are tables that only the database's owner makes; without them nothing else was asked. `outdated` are read
    models that another version filled. `clock` is the database server's, asked for at `asked_at`; None for a file.
    """

    service: str
    missing: Sequence[str] = ()
    head: int = 0
    newest: datetime | None = None
    heard: Mapping[str, int] = field(default_factory=dict)
    published: int = 0
    marked: bool = False
    parked: int = 0
    outdated: Sequence[str] = ()
    asked_at: datetime = LONG_AGO
    clock: datetime | None = None


def see(service: str, engine: Engine) -> Seen:
    """Errors of the database as they come."""
    with engine.connect() as connection:
        there = inspect(connection)
        tables = (*schema.metadata.sorted_tables, *spec_of(service).tables)
        if missing := [table.name for table in tables if not there.has_table(table.name)]:
            return Seen(service, missing)
        marks = {row.name: row.position for row in connection.execute(select(progress))}
        heard = {source: _last_heard(connection, source) for source in NAMES}
        head, newest = end_of(connection)
        clock = connection.scalar(select(func.clock_timestamp())) if engine.dialect.name == "postgresql" else None
        return Seen(
            service=service,
            head=head,
            newest=newest,
            heard=heard,
            published=marks.get(RELAY, 0),
            marked=MARK in marks,
            parked=_count(connection) if there.has_table(parked.name) else 0,
            outdated=_outdated(service, engine, marks) if head or any(heard.values()) else (),
            asked_at=now(),
            clock=clock,
        )


def end_of(connection: Connection) -> tuple[int, datetime | None]:
    """The last position of the log, and when it was recorded."""
    statement = select(entries.c.position, entries.c.recorded_at).order_by(entries.c.position.desc()).limit(1)
    row = connection.execute(statement).first()
    return (row.position, row.recorded_at) if row else (0, None)


def _last_heard(connection: Connection, source: str) -> int:
    statement = select(inbox.c.position).where(inbox.c.source == source).order_by(inbox.c.position.desc()).limit(1)
    return connection.scalar(statement) or 0


def _count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(parked)) or 0


def _outdated(service: str, engine: Engine, marks: Mapping[str, int]) -> list[str]:
    models = read_models(spec_of(service), Rulebook(engine, routing=service == "routing"))
    return [model.name for model in models if model.derived and form_of(model) not in marks]
