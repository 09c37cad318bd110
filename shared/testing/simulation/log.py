"""A log in memory: what `Log` promises, without a database and without anybody to wait for.

It survives a crash of its service; everything else about a service does not.
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple, NoReturn

from shared.eventlog.clock import Clock
from shared.eventlog.entry import Entry, Place
from shared.eventlog.log import Log
from shared.eventlog.reader import EMPTY, Head
from shared.eventlog.unit import AlreadyHeard, Append, Behind, Conflict, Hearing, Message, NothingParked, Unit
from shared.testing.simulation.sealing import Sealing

Chore = Callable[..., Any]


class Kept(NamedTuple):
    """A row of the inbox: the message, what became of it at first, and the log's position after its unit."""

    message: Message
    hearing: Hearing
    seen_at: int


class Deed(NamedTuple):
    """One handling that was committed: what an observer saw, whatever the inbox says."""

    source: str
    position: int
    subject: str


class MemoryLog(Log):
    """`passing` is told before and after each commit and may end the process there (see `mischief.py`)."""

    def __init__(self, source: str, clock: Clock, sealing: Sealing, passing: Callable[[str], None]) -> None:
        self.source, self._clock, self._sealing, self.passing = source, clock, sealing, passing
        self._listeners, self._warned = [], []
        self.name, self.catching_up = source.rpartition("/")[2], False
        self.entries: list[Entry] = []
        self.streams: dict[str, list[Entry]] = {}
        self.inbox: dict[tuple[str, int], Kept] = {}
        self.deeds: list[Deed] = []
        self.parked: dict[tuple[str, int], Entry] = {}
        self.chores: list[Chore] = []

    def submit(self, unit: Unit) -> None:
        """Commit at once: all of the unit or nothing."""
        self.passing("log.committing")
        try:
            written = self._written(unit)
        except Exception as error:  # noqa: BLE001 - the unit's own fault, of which its caller hears
            unit.done.fail(error)
            return
        for listener in self._warned if written else ():
            listener(written)
        self._keep(unit, written)
        self.passing("log.committed")
        unit.done.succeed(written)
        for listener in self._listeners:
            listener(written)

    def _written(self, unit: Unit) -> list[Entry]:
        self._refuse_repetition(unit)
        self._refuse_disorder(unit)
        head = self.head()
        position, previous, now = head.position, head.hash, self._clock()
        recorded_at = max(now, head.recorded_at) if head.recorded_at else now
        written: list[Entry] = []
        versions = self._versions(unit.appends)
        for append in unit.appends:
            version = versions[append.address.stream]
            for draft in append.drafts:
                position, version = position + 1, version + 1
                stream, subject = append.address.stream, append.address.subject
                place = Place(self.source, subject, stream, version, position, previous, recorded_at)
                written.append(self._sealing.seal(draft, place))
                previous = written[-1].hash
            versions[append.address.stream] = version
        return written

    def _refuse_repetition(self, unit: Unit) -> None:
        message = unit.heard
        if message and unit.hearing is not Hearing.REPLAYED and self.heard(message.source, message.position):
            raise AlreadyHeard(f"{message.source} {message.position}")

    def _refuse_disorder(self, unit: Unit) -> None:
        """A message is handled when nothing of its subject is parked, and queues only when something is."""
        message = unit.heard
        if message is None or unit.hearing not in (Hearing.HANDLED, Hearing.BEHIND):
            return
        held = message.source != self.name and any(one.subject == message.subject for one in self.parked.values())
        if held and unit.hearing is Hearing.HANDLED:
            raise Behind(message.subject)
        if not held and unit.hearing is Hearing.BEHIND:
            raise NothingParked(message.subject)

    def _versions(self, appends: Sequence[Append]) -> dict[str, int]:
        """Of the streams, before the unit; Conflict."""
        versions = {append.address.stream: len(self.streams.get(append.address.stream, ())) for append in appends}
        for append in appends:
            version = versions[append.address.stream]
            if append.expected not in (None, version):
                raise Conflict(append.address.stream, append.expected, version)
        return versions

    def _keep(self, unit: Unit, written: Sequence[Entry]) -> None:
        for entry in written:
            self.entries.append(entry)
            self.streams.setdefault(entry.stream, []).append(entry)
            if entry.type.startswith("message."):
                self._park(entry)
        if unit.heard is not None:
            self._hear(unit.heard, unit.hearing)
        self.chores += unit.chores

    def _park(self, entry: Entry) -> None:
        """What the read model of the parking lot does."""
        data = self._sealing.fact(entry.body).data
        key = data["source"], data["position"]
        if entry.type == "message.parked":
            self.parked[key] = entry
        else:
            self.parked.pop(key, None)

    def _hear(self, message: Message, hearing: Hearing) -> None:
        if hearing is not Hearing.REPLAYED:
            self.inbox[message.source, message.position] = Kept(message, hearing, len(self.entries))
        if hearing.handles:
            self.deeds.append(Deed(message.source, message.position, message.subject))

    def reading(self) -> NoReturn:
        """There are no tables to read: whoever asks for them must be given another way."""
        raise NotImplementedError("a log in memory has no tables")

    def noted(self, name: str) -> bool:
        """Nobody simulated asks for anything to be done once."""
        return False

    def heard(self, source: str, position: int) -> bool:
        """Whether this message is in the inbox."""
        return (source, position) in self.inbox

    def digest(self, source: str, position: int) -> bytes:
        """The hash of a message in the inbox, which the real one stores beside it."""
        return sha256(self.inbox[source, position].message.body).digest()

    def head(self) -> Head:
        """The last position and hash; position 0 for an empty log."""
        if not self.entries:
            return EMPTY
        last = self.entries[-1]
        return Head(last.position, last.hash, last.recorded_at)

    def stream(self, stream: str, after: int = 0) -> list[Entry]:
        """The entries of a stream after a version, in order."""
        return self.streams.get(stream, [])[after:]

    def of_streams(self, known: Mapping[str, int]) -> list[Entry]:
        """The entries of each of these streams after the version known of it, each stream's in order."""
        return [entry for stream, version in known.items() for entry in self.stream(stream, version)]

    def tail(self, after: int = 0, limit: int = 500) -> list[Entry]:
        """Up to `limit` entries after a position, in order."""
        return self.entries[after : after + limit]

    def stop(self) -> None:
        """Nothing runs."""
