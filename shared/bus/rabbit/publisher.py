"""Publishing in order with pipelined confirms, `mandatory`, under a hard deadline.

A batch is confirmed whole, or the connection is dropped and everything from the first unconfirmed message on is
published again: what comes twice is nothing new to an inbox, what came out of order would be.
"""

import threading
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from amqp import Message as Frame

from shared.bus.rabbit.carrying import properties
from shared.bus.rabbit.connecting import HEARTBEAT, Deadline, connect, drop
from shared.bus.rabbit.topology import EXCHANGE, routing_key
from shared.bus.wire import Confirm
from shared.eventlog.unit import Message
from shared.telemetry import broker

SECONDS = 10
"""The deadline of a batch. py-amqp's `confirm_timeout` is begun anew by every heartbeat: under an alarm it never ends."""

CONNECTION = "publish"


class NotConfirmed(Exception):
    """The rest of the batch is not safe; the message says why."""


class Publisher:
    """One connection for one relay; used by one thread at a time.

    Nobody sends heartbeats between batches, so the broker gives up a connection that was idle for two of them: before
    that, it is let go here.
    """

    def __init__(self, url: str, service: str, deadline: Deadline) -> None:
        self._url, self._service, self._deadline = url, service, deadline
        self._connection: Any = None
        self._lock = threading.Lock()
        self._used = 0.0
        self.blocked = ""

    @property
    def connected(self) -> bool:
        """Whether there is a connection (it may have broken unnoticed)."""
        return self._connection is not None

    def publish(self, batch: Sequence[Message], confirm: Confirm) -> None:
        """Publish; `confirm(position)` for each as the broker has it for good. NotConfirmed with the rest undone."""
        with self._lock:
            begun = time.monotonic()
            try:
                with self._deadline(SECONDS):
                    self._open()
                    self._publish(batch, confirm)
            except Exception as error:
                blocked = self.blocked
                self.drop()
                broker.not_confirmed(self._service)
                if isinstance(error, NotConfirmed):
                    raise
                if blocked:
                    raise NotConfirmed(f"the broker blocks publishers ({blocked})") from error
                broker.lost(self._service, CONNECTION)
                raise NotConfirmed(f"{error!r}") from error
            self._used = time.monotonic()
            broker.confirmed(self._service, len(batch), self._used - begun)
            broker.blocked(self._service, False)

    def drop(self) -> None:
        """Let the connection go."""
        connection, self._connection, self.blocked = self._connection, None, ""
        drop(connection)

    def _open(self) -> None:
        if self._connection is not None and time.monotonic() - self._used < HEARTBEAT:
            return
        self.drop()
        self._connection = connect(
            self._url,
            self._deadline,
            f"{self._service} relay",
            on_blocked=lambda reason: self._block(reason or "alarm"),
            on_unblocked=lambda: self._block(""),
        )
        self._channel = self._connection.channel()
        self._channel.confirm_select()
        self._channel.events["basic_ack"].add(self._acknowledged)
        self._channel.events["basic_nack"].add(self._refused)
        self._channel.events["basic_return"].add(self._returned)
        self._tag = 0
        self._open_tags: deque[tuple[int, Message]] = deque()
        self._safe: set[int] = set()
        self._trouble = ""
        broker.connected(self._service, CONNECTION, True)

    def _block(self, why: str) -> None:
        self.blocked = why
        broker.blocked(self._service, bool(why))

    def _publish(self, batch: Sequence[Message], confirm: Confirm) -> None:
        self._confirm = confirm
        for message in batch:
            self._tag += 1
            self._open_tags.append((self._tag, message))
            frame = Frame(message.body, **properties(message))
            self._channel.basic_publish(frame, EXCHANGE, routing_key(message), mandatory=True)
        while self._open_tags and not self._trouble:
            self._connection.drain_events(timeout=SECONDS)
        if self._trouble:
            raise NotConfirmed(self._trouble)

    def _acknowledged(self, tag: int, multiple: bool) -> None:
        if self._trouble:
            return  # what the broker has of a batch that is published again is confirmed then
        if multiple:
            self._safe.update(number for number, _ in self._open_tags if number <= tag)
        else:
            self._safe.add(tag)
        while self._open_tags and self._open_tags[0][0] in self._safe:
            number, message = self._open_tags.popleft()
            self._safe.discard(number)
            self._confirm(message.position)

    def _refused(self, tag: int, multiple: bool) -> None:
        self._trouble = "the broker refused a message (basic.nack)"

    def _returned(self, error: Any, exchange: str, key: str, frame: Any) -> None:
        """A return comes before its acknowledgement: whoever should keep the message has no queue."""
        broker.unroutable(self._service)
        self._trouble = f"nobody has a queue for {key}: start the ledger once, or run huying init"
