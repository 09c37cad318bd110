"""One ordered queue at the consumer: deliveries in order, acknowledged as far as everything before is done too."""

import queue
import threading
from functools import partial
from typing import Any

from shared.bus.wire import Delivery
from shared.eventlog.unit import Message


class RabbitSource:
    """Filled and acknowledged by the connection's thread, emptied by one worker."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._queue: queue.Queue[Delivery | None] = queue.Queue()
        self._lock = threading.Lock()
        self._epoch = 0
        self._next, self._last, self._done = 1, 0, set[int]()

    @property
    def in_hand(self) -> bool:
        """Whether something was delivered that is not acknowledged."""
        return self._next <= self._last

    def get(self) -> Delivery | None:
        """The next delivery, or None when the wire is closed."""
        return self._queue.get()

    def more(self, limit: int) -> list[Delivery]:
        """What is there already, up to a limit."""
        found: list[Delivery] = []
        while len(found) < limit:
            try:
                delivery = self._queue.get_nowait()
            except queue.Empty:
                break
            if delivery is None:
                self._queue.put(None)
                break
            found.append(delivery)
        return found

    def fence(self) -> None:
        """A new connection: what was delivered on the old one comes again, and its acknowledgements mean nothing."""
        with self._lock:
            self._epoch += 1
            self._next, self._last, self._done = 1, 0, set()
        while True:
            try:
                if self._queue.get_nowait() is None:
                    self._queue.put(None)
                    return
            except queue.Empty:
                return

    def arrived(self, tag: int, message: Message | None) -> None:
        """A delivery of this connection; None: one that cannot be read, which is settled elsewhere."""
        self._last = tag
        if message is None:
            self._settle(self._epoch, tag)
        else:
            self._queue.put(Delivery(message, partial(self._settle, self._epoch, tag)))

    def close(self) -> None:
        """Wake the worker with the end."""
        self._queue.put(None)

    def flush(self, channel: Any) -> None:
        """Acknowledge, in one frame, all that is done without a gap."""
        with self._lock:
            before = self._next
            while self._next in self._done:
                self._done.discard(self._next)
                self._next += 1
            upto = self._next - 1
        if upto >= before:
            channel.basic_ack(upto, multiple=True)

    def _settle(self, epoch: int, tag: int) -> None:
        with self._lock:
            if epoch == self._epoch:
                self._done.add(tag)
