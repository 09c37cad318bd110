"""What was kept and is not in the tree yet: log by log in the order of their names, position by position."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from services.ledger.domain.seal import SEALED
from services.ledger.tree.leaf import Leaf
from services.ledger.tree.tables import leaves
from shared.eventlog.fact import fact_of
from shared.eventlog.schema import entries, inbox


class Kept(NamedTuple):
    """An entry that becomes a leaf."""

    leaf: Leaf
    subject: str
    type: str


class Logs(NamedTuple):
    """The logs of a jurisdiction; `own` is the service whose log is read from its entries, the ledger."""

    jurisdiction: str
    services: Sequence[str]
    own: str

    def name(self, service: str) -> str:
        """What an entry of this service says of its log."""
        return f"/{self.jurisdiction}/{service}"


def gathered(connection: Connection, logs: Logs, most: int) -> list[Kept]:
    """About `most` entries behind what the tree has. The own log is taken to its end: the seal comes right behind it.

    What is kept behind a gap waits until the gap is closed.
    """
    own = list(_behind(connection, logs, logs.own, None))
    left = max(most - len(own), 0)
    found: list[Kept] = []
    for service in sorted(logs.services):
        news = own if service == logs.own else list(_behind(connection, logs, service, left))
        left -= 0 if service == logs.own else len(news)
        found += news
    return found


def wanted(news: Iterable[Kept]) -> bool:
    """Whether these cause a checkpoint: seals alone never do."""
    return any(one.type != SEALED for one in news)


def reached(connection: Connection, source: str) -> int:
    """The last position of this log that is in the tree."""
    return connection.scalar(select(func.max(leaves.c.position)).where(leaves.c.source == source)) or 0


def pending(connection: Connection, logs: Logs) -> int:
    """How many kept entries are not in the tree yet, seals left out of account; a gap counts as if it were closed."""
    count = 0
    for service in logs.services:
        at = reached(connection, logs.name(service))
        if service == logs.own:
            count += (
                connection.scalar(select(func.count()).where(entries.c.position > at, entries.c.type != SEALED)) or 0
            )
        else:
            last = select(inbox.c.position).where(inbox.c.source == service).order_by(inbox.c.position.desc()).limit(1)
            count += max((connection.scalar(last) or 0) - at, 0)
    return count


def waiting_since(connection: Connection, logs: Logs) -> datetime | None:
    """When the oldest of what was heard and is not in the tree yet was recorded by its service; None: nothing waits."""
    times = [_first_behind(connection, logs, service) for service in logs.services if service != logs.own]
    return min((at for at in times if at is not None), default=None)


def _first_behind(connection: Connection, logs: Logs, service: str) -> datetime | None:
    behind = (inbox.c.source == service) & (inbox.c.position > reached(connection, logs.name(service)))
    body = connection.scalar(select(inbox.c.body).where(behind).order_by(inbox.c.position).limit(1))
    return fact_of(bytes(body)).recorded_at if body is not None else None


def _behind(connection: Connection, logs: Logs, service: str, limit: int | None) -> Iterable[Kept]:
    source = logs.name(service)
    expected = reached(connection, source) + 1
    for position, digest, subject, type_ in connection.execute(_statement(service, logs.own, expected, limit)):
        if position != expected:
            return
        yield Kept(Leaf(source, position, bytes(digest)), subject, type_)
        expected += 1


def _statement(service: str, own: str, first: int, limit: int | None) -> Any:
    table = entries if service == own else inbox
    statement = select(table.c.position, table.c.hash, table.c.subject, table.c.type).where(table.c.position >= first)
    if table is inbox:
        statement = statement.where(inbox.c.source == service)
    return statement.order_by(table.c.position).limit(limit)


def subject_of(connection: Connection, leaf: Leaf, own: str) -> str:
    """The subject of the entry that is this leaf."""
    service = leaf.source.rpartition("/")[2]
    table = entries if service == own else inbox
    statement = select(table.c.subject).where(table.c.position == leaf.position)
    if table is inbox:
        statement = statement.where(inbox.c.source == service)
    return str(connection.execute(statement).scalar_one())
