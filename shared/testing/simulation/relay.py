"""The relay one step at a time: what `shared.bus.relay.Relay` does in a thread of its own. The cursor is the real one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from shared.bus.relay import Cursor
from shared.eventlog.codec import id_of
from shared.eventlog.entry import Entry
from shared.eventlog.unit import Message
from shared.testing.simulation.log import MemoryLog
from shared.testing.simulation.wire import Lanes


class Passed(NamedTuple):
    """The positions that one step published, from the first to the last."""

    first: int
    last: int


class SteppedRelay:
    """Begins at the stored cursor, which only a polite end or a saving moves."""

    def __init__(self, service: str, log: MemoryLog, lanes: Lanes, stored: int, passing: Callable[[str], None]) -> None:
        self._service, self._log, self._lanes, self._passing = service, log, lanes, passing
        self._head_at_start = log.head().position
        self.read_to = min(stored, self._head_at_start)
        self.cursor = Cursor(self.read_to)

    @property
    def behind(self) -> bool:
        """Whether the log has something to publish."""
        return self.read_to < len(self._log.entries)

    @property
    def unpublished(self) -> Sequence[Entry]:
        """What it has yet to publish."""
        return self._log.entries[self.read_to :]

    def step(self, count: int) -> Passed:
        """Publish up to so many entries."""
        page = self._log.tail(self.read_to, count)
        self.cursor.opened([entry.position for entry in page])
        for entry in page:
            self._passing("relay.publishing")
            self._lanes.publish(self.message(entry), self.cursor.confirm)
            self.read_to = entry.position
        self._passing("relay.published")
        return Passed(page[0].position, page[-1].position)

    def resend(self, after: int, count: int) -> None:
        """Publish some entries again, beside the ongoing work."""
        for entry in self._log.tail(after, count):
            self._lanes.publish(self.message(entry), lambda _: None)

    def message(self, entry: Entry) -> Message:
        """An entry as it travels."""
        again = entry.position <= self._head_at_start
        return Message(self._service, entry.position, id_of(entry.body), entry.type, entry.subject, entry.body, again)
