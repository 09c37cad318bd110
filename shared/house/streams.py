"""The streams of one service in memory, so that most commands are decided without a question to the log.

What is remembered may be old where other processes write the log too: whoever decides by it has its word checked by the
version at which the decision is appended, or asks to be `sure`. What this process itself committed and has not yet
remembered is known to be old, and asked for.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.eventlog.entry import Entry
from shared.eventlog.log import Log
from shared.kernel.decider import Address, Decider

CACHED = 2_000
Evolved = Callable[[Decider[Any, Any, Any], Any, Entry], Any]


@dataclass(frozen=True, slots=True)
class Known:
    """The state before the entries that were `unread` since, and the version after them; 0 and no subject for a stream
    without any: the next command may be about another one."""

    version: int
    subject: str
    state: Any
    unread: Sequence[Entry] = ()


def _grown(known: Known, entries: Sequence[Entry]) -> Known:
    if not entries:
        return known
    return Known(entries[-1].version, entries[-1].subject, known.state, (*known.unread, *entries))


class Streams:
    """`evolved(decider, state, entry)` reads an entry into a state. `alone`: no other process writes this log."""

    def __init__(self, log: Log, evolved: Evolved, *, alone: bool) -> None:
        self._log, self._evolved, self._alone = log, evolved, alone
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._newer: OrderedDict[str, int] = OrderedDict()
        self._keeping = threading.Lock()
        log.on_write(self._written)

    def load(
        self, decider: Decider[Any, Any, Any], address: Address, *, sure: bool, asked: Collection[str] = ()
    ) -> tuple[Known, bool]:
        """The stream with everything read, and whether that is certain: from memory, unless `sure` or never met.

        `asked`: the streams that `fetch` has just looked at.
        """
        known = self._known.get(address.stream)
        certain = self._alone or address.stream in asked
        asks = known is None or (sure and not certain) or known.version < self._newer.get(address.stream, 0)
        if known is None:
            known = Known(0, "", decider.initial)
        unread = [*known.unread, *self._log.stream(address.stream, known.version)] if asks else known.unread
        state = known.state
        for entry in unread:
            state = self._evolved(decider, state, entry)
        if unread:
            known = Known(unread[-1].version, unread[-1].subject, state)
        if unread or asks:
            self.keep(address.stream, known)
        return known, asks or certain

    def fetch(self, wanted: Mapping[str, Decider[Any, Any, Any]], *, sure: bool) -> Collection[str]:
        """Read with one question what was never met of these streams, and if `sure` what is new on the others too.

        The streams that were asked for.
        """
        known = {stream: self._known.get(stream) for stream in wanted}
        asked = {stream: one for stream, one in known.items() if one is None or (sure and not self._alone)}
        if len(asked) < 2:
            return ()  # `load` asks for it
        found: dict[str, list[Entry]] = {stream: [] for stream in asked}
        for entry in self._log.of_streams({stream: one.version if one else 0 for stream, one in asked.items()}):
            found[entry.stream].append(entry)
        for stream, one in asked.items():
            before = one or Known(0, "", wanted[stream].initial)
            if one is None or found[stream]:
                self.keep(stream, _grown(before, found[stream]))
        return asked.keys()

    def keep(self, stream: str, known: Known) -> None:
        """Keep it as the newest, unless another caller who was later has come here first."""
        with self._keeping:
            other = self._known.pop(stream, known)
            kept = self._known[stream] = known if known.version >= other.version else other
            if kept.version >= self._newer.get(stream, 0):
                self._newer.pop(stream, None)
            while len(self._known) > CACHED:
                self._known.popitem(last=False)

    def _written(self, entries: Sequence[Entry]) -> None:
        """Until its caller remembers what is being committed, what is remembered is old, or what somebody is reading just
        now. Where the commit fails, the log is asked more often than it need be, until the stream goes on."""
        with self._keeping:
            for entry in entries:
                self._newer[entry.stream] = entry.version
            while len(self._newer) > CACHED:
                self._newer.popitem(last=False)

    def forget(self, streams: Iterable[str] | None = None) -> None:
        """Read these again when they are wanted; all of them if none is named."""
        with self._keeping:
            if streams is None:
                self._known.clear()
                self._newer.clear()
                return
            for stream in streams:
                self._known.pop(stream, None)
                self._newer.pop(stream, None)
