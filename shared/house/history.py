"""What a service said and heard, in the order in which it was committed: for read models that are made anew.

An entry's position says when it was said. The inbox keeps `seen_at`, the log's position after the unit in which a
message was heard; the entries that a message led to name it (`causationid`), and it comes before them. A parked
message was kept without being handled: it comes where it was replayed, or never.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.schema import entries, inbox
from shared.house.arrivals import Arrivals, Kept

PAGE = 500
PARKED, REPLAYED, DISCARDED = "message.parked", "message.replayed", "message.discarded"


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the history was told. `early`: ids of messages told before their turn; `parked`: by id, where they are."""

    said: int = 0
    heard: tuple[Any, ...] | None = None
    early: frozenset[str] = frozenset()
    parked: Mapping[str, tuple[str, int]] = field(default_factory=dict)


class Told(NamedTuple):
    """One entry, ours or heard; `late`: it was parked before."""

    ours: bool
    service: str
    type: str
    subject: str
    body: bytes
    late: bool = False

    @property
    def fact(self) -> Fact:
        """What it says."""
        return fact_of(self.body)


class _Caused(msgspec.Struct):
    causationid: str | None = None


_caused = msgspec.json.Decoder(_Caused)


class History:
    """Reads on from a cursor within one transaction; `cursor` is then how far it came."""

    def __init__(self, connection: Connection, service: str, cursor: Cursor) -> None:
        self._connection, self._service = connection, service
        self._said, self._page = cursor.said, iter(())
        self._arrivals = Arrivals(connection, cursor.heard, cursor.early)
        self._parked = dict(cursor.parked)

    @property
    def cursor(self) -> Cursor:
        """How far it was told."""
        return Cursor(self._said, self._arrivals.key, frozenset(self._arrivals.early), dict(self._parked))

    def __iter__(self) -> Iterator[tuple[Told, ...]]:
        """What belongs together: a message alone, an entry alone, or a message before the first entry it led to."""
        for row in self._entries():
            while message := self._arrivals.before(row.position):
                yield (_heard(message),)
            self._said = row.position
            yield (*self._leading_to(row), Told(True, self._service, row.type, row.subject, row.body))
        while message := self._arrivals.before(None):
            yield (_heard(message),)

    def _entries(self) -> Iterator[Any]:
        at = entries.c
        statement = select(at.position, at.type, at.subject, at.body).order_by(at.position).limit(PAGE)
        while rows := self._connection.execute(statement.where(at.position > self._said)).all():
            yield from rows

    def _leading_to(self, row: Any) -> tuple[Told, ...]:
        if row.type in (PARKED, REPLAYED, DISCARDED):
            return self._moved(row.type, fact_of(row.body).data)
        cause = _caused.decode(row.body).causationid
        if cause is None:
            return ()
        if cause in self._parked:
            return self._replayed(cause)
        message = self._arrivals.take(cause)
        return (_heard(message),) if message else ()

    def _moved(self, type_: str, data: Mapping[str, Any]) -> tuple[Told, ...]:
        """Into the parking lot, or out of it; replayed without an entry of ours before this one it comes here."""
        id_ = data["id"]
        if type_ == PARKED:
            self._arrivals.take(id_)
            self._parked[id_] = data["source"], data["position"]
        elif type_ == DISCARDED:
            self._parked.pop(id_, None)
        elif id_ in self._parked:
            return self._replayed(id_)
        return ()

    def _replayed(self, id_: str) -> tuple[Told, ...]:
        source, position = self._parked.pop(id_)
        where = inbox.c.source == source, inbox.c.position == position
        row = self._connection.execute(select(inbox).where(*where)).one()
        return (Told(False, row.source, row.type, row.subject, row.body, late=True),)


def _heard(row: Kept) -> Told:
    return Told(False, row.source, row.type, row.subject, row.body)
