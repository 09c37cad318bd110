"""The one way into the vault's database: reads, and writes that wait together and are committed together.

Whoever comes while a group is being committed joins the next one, so sixteen callers cost about one more fsync.
A group runs inside `offload` (under eventlet: a native thread), where nothing yields; one group at a time per store.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from shared.vault.engine import dress, lock, reader, truncate_wal, writing
from shared.vault.errors import NotErased

T = TypeVar("T")
Work = Callable[[Connection], T]
_LARGEST = 64


class Offload(Protocol):
    """Runs a function somewhere else and gives back what it returns or raises."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """The result of `work()`."""


def directly(work: Callable[[], T], /) -> T:
    """Run it here and now."""
    return work()


def anew(work: Callable[[], T]) -> T:
    """Do it, and once more if only the connection had ended (the database was started again): what is written here may
    be written twice."""
    try:
        return work()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        return work()


@dataclass(eq=False, slots=True)
class _Ticket:
    work: Work[Any]
    done: bool = False
    result: Any = None
    error: Exception | None = field(default=None)

    def settle(self, result: Any = None, error: Exception | None = None) -> None:
        self.done, self.result, self.error = True, result, error


class Store:
    """The database of one vault. `engine` is given the vault's settings; `offload` runs each writing transaction."""

    def __init__(self, engine: Engine, offload: Offload = directly) -> None:
        self.engine = dress(engine)
        self._reader = reader(self.engine)
        self._offload = offload
        self._waiting: deque[_Ticket] = deque()
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many writes wait for the group being committed (a gauge)."""
        return len(self._waiting)

    def read(self, work: Work[T]) -> T:
        """What `work` reads. It must not write, nor call the store."""
        return anew(partial(self._read, work))

    def _read(self, work: Work[T]) -> T:
        with self._reader.connect() as connection:
            return work(connection)

    def write(self, work: Work[T]) -> T:
        """What `work` returns, once it is committed.

        `work` may run more than once (a failing group is repeated one by one): it changes only the database.
        """
        ticket = _Ticket(work)
        self._waiting.append(ticket)
        with self._lock:
            while not ticket.done:
                self._serve()
        if ticket.error is not None:
            raise ticket.error
        result: T = ticket.result
        return result

    def forget_past(self) -> None:
        """Leave no copy of what was deleted in SQLite's write-ahead log; NotErased if another reader prevents it."""
        with self._lock:
            if not self._offload(lambda: truncate_wal(self.engine)):
                raise NotErased("another process is reading the vault: shred the same keys once more")

    def _serve(self) -> None:
        group = [self._waiting.popleft() for _ in range(min(len(self._waiting), _LARGEST))]
        try:
            self._commit(group)
        finally:  # the caller that serves may be interrupted (a timeout): the others serve themselves
            self._waiting.extendleft(ticket for ticket in reversed(group) if not ticket.done)

    def _commit(self, group: list[_Ticket]) -> None:
        try:
            works = [ticket.work for ticket in group]
            results = self._offload(partial(anew, partial(self._transaction, works)))
        except Exception as error:  # noqa: BLE001 - handed to those who wait, and raised there
            self._fail(group, error)
        else:
            for ticket, result in zip(group, results, strict=True):
                ticket.settle(result)

    def _fail(self, group: list[_Ticket], error: Exception) -> None:
        if len(group) == 1 or isinstance(
            error, OperationalError | InterfaceError
        ):  # a database that is away is away for all
            for ticket in group:
                ticket.settle(error=error)
        else:
            for ticket in group:
                self._commit([ticket])

    def _transaction(self, works: list[Work[Any]]) -> list[Any]:
        with writing(self.engine) as connection, connection.begin():
            lock(connection)
            return [work(connection) for work in works]
