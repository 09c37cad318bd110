"""The messages of an inbox in the order in which they were heard, read in pages from a key.

SQLite numbers rows as they come. PostgreSQL does not: of messages heard at the same position of the log at most one,
the first, led to entries (it is taken by name before its turn), the order of the others is not kept.
"""

from collections import deque
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, literal_column, select, tuple_

from shared.eventlog.schema import inbox

PAGE = 500
ORDER: dict[str, tuple[ColumnElement[Any], ...]] = {
    "sqlite": (literal_column("inbox.rowid", Integer),),
    "postgresql": (inbox.c.seen_at, inbox.c.source, inbox.c.position),
}


class Kept(NamedTuple):
    """A message as the inbox keeps it; `key` is its place in the order."""

    key: tuple[Any, ...]
    seen_at: int
    id: str
    source: str
    type: str
    subject: str
    body: bytes


class Arrivals:
    """A queue that fills itself. `key` is that of the last one taken in turn, `early` those taken before their turn."""

    def __init__(self, connection: Connection, key: tuple[Any, ...] | None, early: Iterable[str]) -> None:
        self._connection, self._order = connection, ORDER[connection.dialect.name]
        self.key, self.early = key, set(early)
        self._read_to, self._rows, self._all = key, deque[Kept](), False

    def before(self, position: int | None) -> Kept | None:
        """The next one, taken, if it was heard before our entry at this position was said; None: any."""
        while head := self._head():
            if position is not None and head.seen_at >= position:
                return None
            self._take_head()
            if head.id not in self.early:
                return head
            self.early.discard(head.id)
        return None

    def take(self, id_: str) -> Kept | None:
        """The message of this id, taken, if it is among the next ones heard at the same position."""
        head = self._head()
        if head is None or head.id == id_:
            return head and self._take_head()
        found = next((row for row in self._beside(head) if row.id == id_ and id_ not in self.early), None)
        if found:
            self.early.add(id_)
        return found

    def _take_head(self) -> Kept:
        self.key = self._rows[0].key
        return self._rows.popleft()

    def _head(self) -> Kept | None:
        return self._rows[0] if self._rows or self._read() else None

    def _beside(self, head: Kept) -> Iterable[Kept]:
        if len(self._order) == 1:
            return ()  # in the very order of arrival the first one is the one
        while self._rows[-1].seen_at == head.seen_at and self._read():
            pass
        return [row for row in self._rows if row.seen_at == head.seen_at]

    def _read(self) -> bool:
        """Read one more page; False at the end."""
        if self._all:
            return False
        at = inbox.c
        statement = select(*self._order, at.seen_at, at.id, at.source, at.type, at.subject, at.body)
        if self._read_to is not None:
            statement = statement.where(tuple_(*self._order) > tuple_(*self._read_to))
        rows = self._connection.execute(statement.order_by(*self._order).limit(PAGE)).all()
        size = len(self._order)
        self._rows.extend(Kept(tuple(row[:size]), *row[size:]) for row in rows)
        self._all = len(rows) < PAGE
        if rows:
            self._read_to = tuple(rows[-1][:size])
        return bool(rows)
