"""The log of one service: units of work that wait at the same time are committed as one group, by one committer."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import sleep
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from shared.eventlog.clock import Clock, monotonic
from shared.eventlog.engine import is_away, is_dropped
from shared.eventlog.entry import Entry
from shared.eventlog.reader import Head, reader_of
from shared.eventlog.schema import progress
from shared.eventlog.unit import Append, Conflict, Unavailable, Unit
from shared.eventlog.write import Apply, Held, nothing_held, write_group
from shared.telemetry import commits

T = TypeVar("T")
GATHER = 0.02
"""Seconds in which a group may grow before it is written."""
Offload = Callable[[Callable[[], T]], T]


def directly(work: Callable[[], Any]) -> Any:
    """Run the work here; the edge gives a thread where the database driver would block the process."""
    return work()


class Log:
    """Append and read. Safe for many callers in one process and for many processes on one database.

    `writer` is the engine of the committer alone: where `offload` runs it in a thread, pools must not be shared.
    """

    def __init__(
        self,
        engine: Engine,
        source: str,
        clock: Clock,
        apply: Apply,
        offload: Offload[Any] = directly,
        largest: int = 256,
        writer: Engine | None = None,
        held: Held = nothing_held,
    ) -> None:
        self.engine, self.source, self._clock, self._apply, self._held = engine, source, clock, apply, held
        self.name = source.rpartition("/")[2]
        self._writer = writer or engine
        self._reader = reader_of(engine)
        self._offload, self._largest = offload, largest
        self._pending: deque[Unit] = deque()
        self._gate = threading.Lock()
        self._wake = threading.Event()
        self._stopping = False
        self.catching_up = False
        self._listeners: list[Callable[[Sequence[Entry]], None]] = []
        self._warned: list[Callable[[Sequence[Entry]], None]] = []
        self._thread = threading.Thread(target=self._run, daemon=True, name=f"committer{source}")
        self._thread.start()

    def on_commit(self, listener: Callable[[Sequence[Entry]], None]) -> None:
        """Call the listener after each commit of something said (its entries) or heard (there may be none)."""
        self._listeners.append(listener)

    def on_write(self, listener: Callable[[Sequence[Entry]], None]) -> None:
        """Call the listener with what is about to be committed, before anybody can read it; the commit may fail."""
        self._warned.append(listener)

    def append(self, *appends: Append) -> list[Entry]:
        """Append drafts as one unit. Conflict, NotCanonical, EntryTooLarge, Unavailable."""
        return self.commit(Unit(appends))

    def commit(self, unit: Unit) -> list[Entry]:
        """Commit one unit and wait for it; its entries. AlreadyHeard beside the errors of `append`."""
        self.submit(unit)
        return unit.done.result()

    def submit(self, unit: Unit) -> None:
        """Queue a unit without waiting; its outcome comes in `unit.done`. Units are written in the order of submission."""
        with self._gate:  # so that nothing comes in behind a committer that has ended
            if not self._stopping:
                self._pending.append(unit)
                if not self._wake.is_set():
                    self._wake.set()
                return
        unit.done.fail(Unavailable(f"{self.source}: the service is stopping; send it again when it is back"))

    def chore(self, work: Callable[[Connection], None]) -> None:
        """Write small things of our own tables (a cursor, an attempt) with the next group."""
        self.commit(Unit((), chores=(work,)))

    def later(self, work: Callable[[Connection], None]) -> None:
        """The same without waiting for it; it may be lost in a crash or at the end."""
        self.submit(Unit((), chores=(work,)))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading other tables; Unavailable where the database does not answer."""
        try:
            with self.engine.connect() as connection:
                yield connection
        except Exception as error:
            if is_away(error):
                raise self._unavailable(error) from error
            raise

    def noted(self, name: str) -> int | None:
        """The number with which this was noted by `note_once`; None where it was not."""
        with self.reading() as connection:
            mark: int | None = connection.scalar(select(progress.c.position).where(progress.c.name == name))
            return mark

    def heard(self, source: str, position: int) -> bool:
        """Whether this message is in the inbox."""
        return self._read(lambda: self._reader.heard(source, position))

    @property
    def waiting(self) -> int:
        """How many units wait for the committer."""
        return len(self._pending)

    def stop(self) -> None:
        """Commit what waits, then stop the committer."""
        with self._gate:
            self._stopping = True
            self._wake.set()
        self._thread.join()
        self._reader.close()

    def _run(self) -> None:
        while True:
            self._gather()
            last = self._stopping  # asked before looking: then nothing can come in behind
            group = [self._pending.popleft() for _ in range(min(len(self._pending), self._largest))]
            if group:
                self._commit_group(group)
            elif last:
                return
            else:
                self._wake.wait()
                self._wake.clear()

    def _gather(self) -> None:
        """Let those in who are about to submit, as long as more come: a larger group costs hardly more."""
        until, before = monotonic() + GATHER, -1
        while before < len(self._pending) < self._largest and monotonic() < until:
            before = len(self._pending)
            sleep(0)

    def _commit_group(self, group: list[Unit]) -> None:
        """One transaction; if it fails, one for each half: in the end only the guilty unit fails."""
        began = monotonic()
        try:
            outcomes = self._transact(group)
            commits.committed(self.name, len(group), monotonic() - began)
        except Exception as error:  # noqa: BLE001 - a unit's own fault: halve until it is alone; then it hears of it
            commits.failed(self.name, away=is_away(error))
            if len(group) > 1 and not is_away(error):
                middle = len(group) // 2
                self._commit_group(group[:middle])
                self._commit_group(group[middle:])
                return
            outcomes = [self._unavailable(error) if is_away(error) else error] * len(group)
        self._tell(group, outcomes)

    def _transact(self, group: list[Unit]) -> "list[list[Entry] | Exception]":
        """Waiting (for another writer, for the disk) is done elsewhere; the statements between never wait.

        In a thread of their own they would fight over the interpreter, which SQLite's driver lets go at every row.
        """
        with self._writer.connect().execution_options(begin="BEGIN IMMEDIATE") as connection:
            transaction = self._offload(connection.begin)
            at, catching_up = self._clock(), self.catching_up
            outcomes = write_group(connection, group, self.source, at, self._apply, self._held, catching_up=catching_up)
            self._warn(outcomes)
            self._offload(transaction.commit)
        return outcomes

    def _warn(self, outcomes: "Sequence[list[Entry] | Exception]") -> None:
        fresh = [entry for outcome in outcomes if not isinstance(outcome, Exception) for entry in outcome]
        for listener in self._warned if fresh else ():
            listener(fresh)

    def _unavailable(self, error: Exception) -> Unavailable:
        cause = getattr(error, "orig", error)
        return Unavailable(f"{self.source}: the database does not answer ({cause}); nothing was written, try again")

    def _tell(self, group: list[Unit], outcomes: "list[list[Entry] | Exception]") -> None:
        fresh: list[Entry] = []
        heard = False
        for unit, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, Exception):
                unit.done.fail(outcome)
                if isinstance(outcome, Conflict):
                    commits.conflict(self.name)
            else:
                fresh += outcome
                heard = heard or unit.heard is not None
                unit.done.succeed(outcome)
        if fresh or heard:
            for listener in self._listeners:
                listener(fresh)

    def head(self) -> Head:
        """The last position and hash; position 0 for an empty log."""
        return self._read(self._reader.head)

    def stream(self, stream: str, after: int = 0) -> list[Entry]:
        """The entries of a stream after a version, in order."""
        return self._read(lambda: self._reader.stream(stream, after))

    def of_streams(self, known: Mapping[str, int]) -> list[Entry]:
        """The entries of each of these streams after the version known of it, each stream's in order."""
        return self._read(lambda: self._reader.of_streams(known))

    def tail(self, after: int = 0, limit: int = 500) -> list[Entry]:
        """Up to `limit` entries after a position, in order; nothing becomes visible behind what was read."""
        return self._read(lambda: self._reader.tail(after, limit))

    def _read(self, work: Callable[[], T]) -> T:
        try:
            try:
                return work()
            except DBAPIError as error:
                if not is_dropped(error):
                    raise
                return work()  # the pool has thrown away what was open before the restart
        except Exception as error:
            if is_away(error) or self._stopping:
                raise self._unavailable(error) from error
            raise

    def read(self, after: int = 0, until: datetime | None = None) -> Iterator[Entry]:
        """All entries after a position, in pages, up to a recorded time (inclusive)."""
        while page := self.tail(after):
            for entry in page:
                if until is not None and entry.recorded_at > until:
                    return
                yield entry
            after = page[-1].position
