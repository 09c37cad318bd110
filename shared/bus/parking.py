"""The parking lot: what keeps failing waits here, and later events of the same subject queue behind it."""

import threading
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Column, Connection, MetaData, Table, Text, select

from shared.eventlog.clock import Clock, uuid7
from shared.eventlog.entry import Draft, Entry
from shared.eventlog.fact import Fact
from shared.eventlog.log import Log
from shared.eventlog.plain_rows import driver_of
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Position, Utc, inbox
from shared.eventlog.unit import Append, Hearing, Message, Unit
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id

metadata = MetaData()
parked = Table(
    "parked",
    metadata,
    Column("source", Text, primary_key=True),
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("subject", Text, index=True),
    Column("type", Text),
    Column("code", Text),
    Column("parked_at", Utc),
)


def _parked(fact: Fact, rows: Rows) -> None:
    data = fact.data
    rows.put(
        parked,
        source=data["source"],
        position=data["position"],
        subject=fact.subject,
        type=data["type"],
        code=data["code"],
        parked_at=fact.recorded_at,
    )


def _gone(fact: Fact, rows: Rows) -> None:
    rows.drop(parked, fact.data["source"], fact.data["position"])


PARKED = ReadModel(
    "parked", (parked,), {"message.parked": _parked, "message.replayed": _gone, "message.discarded": _gone}
)


BEHIND = "behind"


def held(connection: Connection, subjects: Collection[str]) -> set[str]:
    """Which of these subjects have messages in the parking lot; see `shared.eventlog.write.Held`."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql(_HELD.format("= ANY(%s)"), (list(subjects),)).all()
    else:
        marks = f"IN ({', '.join('?' * len(subjects))})"
        rows = driver_of(connection).execute(_HELD.format(marks), tuple(subjects)).fetchall()
    return {subject for (subject,) in rows}


_HELD = "SELECT DISTINCT subject FROM parked WHERE subject {}"


class Handle(Protocol):
    """Handles a message; see `shared.house.hear.Ear.handle`."""

    def __call__(self, message: Message, hearing: Hearing = ..., also: "tuple[Append, ...]" = ...) -> list[Entry]: ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """A parked message as operators see it."""

    service: str
    source: str
    position: int
    subject: str
    type: str
    code: str
    parked_at: datetime


class ParkingLot:
    """The parking lot of one service."""

    def __init__(self, service: str, log: Log, clock: Clock) -> None:
        self._service, self._log, self._clock = service, log, clock
        self.lock = threading.RLock()
        self._subjects: set[str] | None = None

    def holds(self, subject: str) -> bool:
        """Whether events of this subject must queue here."""
        if self._subjects is None:
            self._subjects = self._held()
        return subject in self._subjects

    def _held(self) -> set[str]:
        with self._log.reading() as connection:
            return set(connection.scalars(select(parked.c.subject).distinct()))

    def stops(self, message: Message) -> bool:
        """Whether this message must queue here, because earlier ones of its subject do.

        Never what the service itself said (the ledger hears that): its note of what it parked would be parked, and
        noted, without end.
        """
        return message.source != self._service and self.holds(message.subject)

    def park(self, message: Message, code: str) -> None:
        """Take the message in; it counts as heard, and is not handled.

        With the code BEHIND only while others of its subject are here: NothingParked if they are gone (another process
        replayed them), and then it can be handled.
        """
        with self.lock:
            says = self._says("message.parked", message, Actor(f"system:{self._service}"), code)
            self._log.commit(Unit([says], message, Hearing.BEHIND if code == BEHIND else Hearing.PARKED))
            self.holds(message.subject)
            if self._subjects is not None:
                self._subjects.add(message.subject)

    def look_again(self) -> None:
        """Forget which subjects are held: another process may have parked or replayed meanwhile."""
        self._subjects = None

    def waiting(self, subject: str | None = None) -> list[Waiting]:
        """What is parked, in the order in which it arrived."""
        arrived = inbox.c.seen_at, parked.c.source, parked.c.position
        statement = (
            select(parked)
            .join(inbox, (inbox.c.source == parked.c.source) & (inbox.c.position == parked.c.position))
            .order_by(parked.c.parked_at, *arrived)
        )
        if subject is not None:
            statement = statement.where(parked.c.subject == subject)
        with self._log.reading() as connection:
            return [Waiting(self._service, *row) for row in connection.execute(statement)]

    def replay(self, subject: str, handle: Handle, by: Actor) -> int:
        """Handle the parked messages of a subject in order; how many. Stops with the error of the first that fails."""
        count = 0
        with self.lock:
            for waiting in self.waiting(subject):
                message = self.message(waiting)
                handle(message, Hearing.REPLAYED, (self._says("message.replayed", message, by, waiting.code),))
                count += 1
            self._free(subject)
        return count

    def discard(self, waiting: Waiting, by: Actor, reason: str) -> None:
        """Give one message up for good; `reason` is a short clear code or sentence without personal data."""
        with self.lock:
            self._log.append(self._says("message.discarded", self.message(waiting), by, reason))
            if not self.waiting(waiting.subject):
                self._free(waiting.subject)

    def message(self, waiting: Waiting) -> Message:
        """The message itself, from the inbox that kept its bytes."""
        where = (inbox.c.source == waiting.source) & (inbox.c.position == waiting.position)
        with self._log.reading() as connection:
            row = connection.execute(select(inbox).where(where)).one()
        return Message(row.source, row.position, row.id, row.type, row.subject, row.body)

    def _free(self, subject: str) -> None:
        if self._subjects is not None:
            self._subjects.discard(subject)

    def _says(self, type_: str, message: Message, by: Actor, code: str) -> Append:
        at = self._clock()
        data = {
            "source": message.source,
            "position": message.position,
            "id": message.id,
            "type": message.type,
            "code": code,
        }
        stream = stream_id("parking", self._service, message.source, str(message.position))
        expected = 0 if type_ == "message.parked" else 1
        return Append(Address(stream, message.subject), expected, [Draft(uuid7(at), type_, at, data, by)])
