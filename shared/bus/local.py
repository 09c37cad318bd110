"""The wire inside one process: bounded first-in-first-out queues. It forgets on exit; the logs do not.

A message is confirmed when every service that hears it has committed its handling, so the relay's stored cursor
never passes what somebody has not handled, and a restart begins there.
"""

import queue
import threading
from collections.abc import Sequence
from contextlib import suppress

from shared.bus.wire import Confirm, Delivery, Subscription
from shared.eventlog.unit import Message

ROOM = 100
GLANCE = 0.2


class LocalSource:
    """One queue in memory; a relay that is too fast waits at it."""

    def __init__(self) -> None:
        self.queue: queue.Queue[Delivery | None] = queue.Queue(ROOM)

    def get(self) -> Delivery | None:
        """The next delivery, or None when the wire is closed."""
        return self.queue.get()

    def more(self, limit: int) -> list[Delivery]:
        """What is there already, up to a limit."""
        found: list[Delivery] = []
        while len(found) < limit:
            try:
                delivery = self.queue.get_nowait()
            except queue.Empty:
                break
            if delivery is None:
                self.queue.put(None)
                break
            found.append(delivery)
        return found


class _Outstanding:
    """Counts the services that still have a message in hand."""

    def __init__(self, position: int, count: int, confirm: Confirm) -> None:
        self._position, self._left, self._confirm, self._lock = position, count, confirm, threading.Lock()

    def done(self) -> None:
        with self._lock:
            self._left -= 1
            last = self._left == 0
        if last:
            self._confirm(self._position)


class LocalWire:
    """Hands messages from the relays of this process to its inboxes."""

    def __init__(self) -> None:
        self._subscribers: list[tuple[Subscription, list[LocalSource]]] = []
        self._closed = False

    def subscribe(self, subscription: Subscription) -> list[LocalSource]:
        """The queues of a service; all services subscribe before the first relay starts."""
        sources = [LocalSource() for _ in range(subscription.queues)]
        self._subscribers.append((subscription, sources))
        return sources

    def publish(self, batch: Sequence[Message], confirm: Confirm) -> None:
        """Hand over in order; waits where a queue is full."""
        for message in batch:
            targets = [queues[sub.queue_of(message)] for sub, queues in self._subscribers if sub.wants(message)]
            if not targets:
                confirm(message.position)
                continue
            outstanding = _Outstanding(message.position, len(targets), confirm)
            for source in targets:
                self._hand_over(source, Delivery(message, outstanding.done))

    def _hand_over(self, source: LocalSource, delivery: Delivery) -> None:
        """Wait for room, but not beyond the end: then nobody takes anything out any more."""
        while not self._closed:
            with suppress(queue.Full):
                source.queue.put(delivery, timeout=GLANCE)
                return

    def idle(self) -> bool:
        """Whether every queue is empty."""
        return all(source.queue.empty() for _, sources in self._subscribers for source in sources)

    def close(self) -> None:
        """Wake every worker with the end; what is still queued is handled again after the next start."""
        self._closed = True
        for _, sources in self._subscribers:
            for source in sources:
                _end(source.queue)


def _end(fifo: "queue.Queue[Delivery | None]") -> None:
    while True:
        try:
            fifo.put_nowait(None)
        except queue.Full:
            try:
                fifo.get_nowait()
            except queue.Empty:
                continue
        else:
            return
