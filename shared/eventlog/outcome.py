"""What became of a unit of work: a future for one who waits, without the locks that one in thousands needs."""

import threading
from collections.abc import Sequence

from shared.eventlog.entry import Entry


class Outcome:
    """Settled once, by the committer; waited for by one caller at a time (a second one would wait for ever)."""

    __slots__ = ("_entries", "_error", "_settled", "_waiting")

    def __init__(self) -> None:
        self._settled = False
        self._entries: list[Entry] = []
        self._error: Exception | None = None
        self._waiting: threading.Lock | None = None

    def succeed(self, entries: Sequence[Entry]) -> None:
        """These entries were written."""
        self._entries = list(entries)
        self._settle()

    def fail(self, error: Exception) -> None:
        """Nothing of the unit was written."""
        self._error = error
        self._settle()

    def error(self) -> Exception | None:
        """Wait; why nothing was written, or None."""
        self._wait()
        return self._error

    def result(self) -> list[Entry]:
        """Wait; the entries, or the error raised."""
        self._wait()
        if self._error is not None:
            raise self._error
        return self._entries

    def _settle(self) -> None:
        self._settled = True
        waiting = self._waiting
        if waiting is not None:
            waiting.release()

    def _wait(self) -> None:
        if self._settled:
            return
        waiting = threading.Lock()
        waiting.acquire()
        self._waiting = waiting
        if not self._settled:  # who settles after this line sees the lock
            waiting.acquire()
