"""Consuming: one connection for a service, one channel and one ordered source for each of its queues."""

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from shared.bus.rabbit.carrying import message_of
from shared.bus.rabbit.connecting import WRITE, Deadline, connect, drop, without_password
from shared.bus.rabbit.source import RabbitSource
from shared.bus.rabbit.topology import declare, queues
from shared.bus.wire import Subscription
from shared.telemetry import broker
from shared.telemetry.logs import logger

log = logger("bus")
CONNECTION = "consume"
PREFETCH = 200
EVERYTHING = 1_000  # who keeps everything may have to wait for what is missing, with what came after it in hand
OFTEN, GLANCE, IDLE = 0.01, 0.05, 1.0
"""Seconds between two looks at what is done: while much arrives, while something is in hand, and otherwise. What arrives
is seen at once."""
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)


class Consumer:
    """Runs in a thread of its own until closed; connects again and again."""

    def __init__(self, url: str, subscription: Subscription, deadline: Deadline) -> None:
        self._url, self._subscription, self._deadline = url, subscription, deadline
        self.sources = [RabbitSource(name) for name in queues(subscription)]
        self._prefetch = PREFETCH if subscription.partitions else EVERYTHING
        self._closing = False
        self.connected = False
        self._thread = threading.Thread(target=self._run, daemon=True, name=f"consumer/{subscription.service}")
        self._thread.start()

    def close(self) -> None:
        """Acknowledge what is done, let the connection go, wake the workers with the end."""
        self._closing = True
        self._thread.join()

    def _run(self) -> None:
        failures = 0
        while not self._closing:
            connection = None
            try:
                connection = connect(self._url, self._deadline, self._subscription.service)
                channels = self._consume(connection)
                self.connected, failures = True, 0
                broker.connected(self._subscription.service, CONNECTION, True)
                self._serve(connection, channels)
            except Exception as error:  # noqa: BLE001 - of socket, AMQP or broker: all mean to connect again
                self._lost(error, failures)
                failures += 1
            finally:
                self.connected = False
                drop(connection)
            for source in self.sources:
                source.fence()
            self._pause(failures)
        for source in self.sources:
            source.close()

    def _consume(self, connection: Any) -> Sequence[Any]:
        """Declare the topology; a channel for each queue, on which its deliveries arrive."""
        with self._deadline(WRITE * 3):
            names = declare(connection.channel(), self._subscription)
            channels = []
            for name, source in zip(names, self.sources, strict=True):
                channel = connection.channel()
                channel.basic_qos(0, self._prefetch, False)
                channel.basic_consume(name, callback=partial(self._arrived, source), on_cancel=self._cancelled)
                channels.append(channel)
            return channels

    def _serve(self, connection: Any, channels: Sequence[Any]) -> None:
        beat = flushed = time.monotonic()
        while not self._closing:
            with suppress(TimeoutError):
                connection.drain_events(timeout=GLANCE if any(s.in_hand for s in self.sources) else IDLE)
            if (now := time.monotonic()) - flushed < OFTEN:
                continue  # it is one event a turn: acknowledging what is done after each would cost more than they do
            flushed = now
            with self._deadline(WRITE):
                for channel, source in zip(channels, self.sources, strict=True):
                    source.flush(channel)
                if now - beat > 1:
                    connection.heartbeat_check()
                    beat = now
        self._last_words(channels)

    def _last_words(self, channels: Sequence[Any]) -> None:
        with suppress(Exception), self._deadline(WRITE):
            for channel, source in zip(channels, self.sources, strict=True):
                source.flush(channel)
            channels[0].connection.close()  # polite: the acknowledgements have arrived when it is answered

    def _arrived(self, source: RabbitSource, frame: Any) -> None:
        tag = frame.delivery_info["delivery_tag"]
        body = frame.body.encode() if isinstance(frame.body, str) else bytes(frame.body)
        try:
            message = message_of(body, redelivered=frame.delivery_info["redelivered"])
        except ValueError as error:
            broker.unreadable(self._subscription.service)
            log.error(  # noqa: TRY400 - a traceback would say nothing more
                "unreadable",
                service=self._subscription.service,
                queue=source.name,
                why=str(error),
                next_step="it lies in the queue huying.dead: look at it there; no service of ours says such a thing",
            )
            frame.channel.basic_reject(tag, requeue=False)
            source.arrived(tag, None)
            return
        source.arrived(tag, message)

    def _cancelled(self, tag: str) -> None:
        raise ConnectionError(f"the broker took the consumer {tag} away")

    def _lost(self, error: Exception, failures: int) -> None:
        broker.lost(self._subscription.service, CONNECTION)
        if failures % 10 == 0 and not self._closing:
            log.warning(
                "broker away",
                service=self._subscription.service,
                broker=without_password(self._url),
                why=repr(error),
                next_step="tried again all the time; nothing is lost: is the broker up, and is HUYING_BUS_URL right?",
            )

    def _pause(self, failures: int) -> None:
        until = time.monotonic() + (PAUSES[min(failures, len(PAUSES)) - 1] if failures else 0)
        while time.monotonic() < until and not self._closing:
            time.sleep(0.05)
