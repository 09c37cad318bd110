"""The relay: reads its log from its cursor and publishes in order. The log is the outbox."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from shared.bus.wire import Wire
from shared.eventlog.codec import id_of
from shared.eventlog.entry import Entry
from shared.eventlog.log import Log
from shared.eventlog.schema import progress
from shared.eventlog.unit import Message, Unavailable
from shared.telemetry import broker
from shared.telemetry.crashpoints import passing
from shared.telemetry.logs import logger

log = logger("relay")
BATCH = 200
PATIENCE = 1.0
GLANCE = 0.2
"""Seconds between two looks for what other processes of the service appended."""
Leads = Callable[[], bool]


def always() -> bool:
    """The only process of the service leads."""
    return True


class Cursor:
    """The confirmed prefix: the position up to which nothing can be lost any more."""

    def __init__(self, position: int) -> None:
        self.position = position
        self._open: deque[int] = deque()
        self._confirmed: set[int] = set()
        self._lock = threading.Lock()

    def opened(self, positions: Sequence[int]) -> None:
        """These positions are about to be handed over, in order."""
        with self._lock:
            self._open.extend(positions)

    def confirm(self, position: int) -> None:
        """This position is safe (said twice: nothing new); the prefix moves as far as everything before is safe too."""
        with self._lock:
            if position > self.position:
                self._confirmed.add(position)
            while self._open and self._open[0] in self._confirmed:
                self.position = self._open.popleft()
                self._confirmed.discard(self.position)

    @property
    def pending(self) -> int:
        """How many are handed over but not safe."""
        return len(self._open)


class Relay:
    """One per log and process group. `start` after all subscriptions; `stop` stores the cursor."""

    def __init__(
        self, service: str, log: Log, wire: Wire, name: str = "relay", *, leads: Leads = always, alone: bool = True
    ) -> None:
        self._service, self._log, self._wire, self._name = service, log, wire, name
        self._leads, self._glance = leads, PATIENCE if alone else GLANCE
        self._leading = False
        self._thread: threading.Thread | None = None
        self._woken = threading.Event()
        self._stopping = False
        self._stored = 0
        self._head_at_start = 0
        self.read_to = 0
        self.cursor = Cursor(0)
        log.on_commit(self._wake)

    def _wake(self, fresh: Sequence[Entry]) -> None:
        if fresh:
            self._woken.set()

    def start(self) -> None:
        """Begin; where the database is away just now, as soon as it answers."""
        with suppress(Unavailable):
            self._begin()
        broker.leading(self._service, False)
        self._thread = threading.Thread(target=self._run, daemon=True, name=f"relay/{self._service}")
        self._thread.start()

    @property
    def started(self) -> bool:
        """Whether it was started in this process."""
        return self._thread is not None

    def _begin(self) -> None:
        """Take up work at the stored cursor."""
        self._head_at_start = self._log.head().position
        # a log that lost its end (tampering, an old backup) stands before its cursor: what it says next must travel
        self.read_to = self._stored = min(self._load(), self._head_at_start)
        self.cursor = Cursor(self.read_to)

    def resend(self, after: int) -> None:
        """Publish again everything after a position, beside the ongoing work."""
        for entry in self._log.read(after):
            self._wire.publish([self._message(entry)], lambda _: None)

    def stop(self) -> None:
        """Stop publishing and store the cursor (where the database is away, the earlier one stays: more comes again)."""
        self._stopping = True
        self._woken.set()
        if self._thread is not None:
            self._thread.join()
        self._save()

    @property
    def caught_up(self) -> bool:
        """Whether everything in the log is safe with those who hear it."""
        return self.cursor.pending == 0 and self.cursor.position == self._log.head().position

    def _run(self) -> None:
        """Until the stop. Whatever goes wrong, it begins again at the stored cursor: what comes twice is nothing new."""
        while not self._stopping:
            try:
                self._turn()
            except Exception:
                self._leading = False
                log.exception(
                    "relay failed",
                    service=self._service,
                    position=self.cursor.position,
                    next_step="it begins again by itself and nothing is lost; if this comes again, report the traceback",
                )
                self._woken.wait(PATIENCE)

    def _turn(self) -> None:
        self._woken.clear()
        if not self._at_work():
            self._woken.wait(PATIENCE)
            return
        page = self._page()
        if page:
            passing("relay.committed")
            self.cursor.opened([entry.position for entry in page])
            self._wire.publish([self._message(entry) for entry in page], self.cursor.confirm)
            self.read_to = page[-1].position
            passing("relay.published")
        elif not self._woken.wait(self._glance) or self.cursor.position - self._stored > BATCH * 10:
            self._save()

    def _at_work(self) -> bool:
        """Whether this process publishes the log now: of several one does, and another takes over when that one ends."""
        leads = self._leads()
        if leads and not self._leading:
            try:
                self._begin()
            except Unavailable:
                return False
        if leads is not self._leading:
            broker.leading(self._service, leads)
        self._leading = leads
        return leads

    def _page(self) -> list[Entry]:
        try:
            return self._log.tail(self.read_to, BATCH)
        except Unavailable:
            return []

    def _message(self, entry: Entry) -> Message:
        again = entry.position <= self._head_at_start
        return Message(self._service, entry.position, id_of(entry.body), entry.type, entry.subject, entry.body, again)

    def _load(self) -> int:
        with self._log.reading() as connection:
            return connection.scalar(select(progress.c.position).where(progress.c.name == self._name)) or 0

    def _save(self) -> None:
        position = self.cursor.position
        if position == self._stored:
            return
        with suppress(Unavailable):  # the stored cursor may lag: what is after it is published again
            self._log.chore(lambda connection: remember(connection, self._name, position))
            self._stored = position


def remember(connection: Connection, name: str, position: int) -> None:
    """Store a named position of this service."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(progress).values(name=name, position=position)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"position": statement.excluded.position})
    )
