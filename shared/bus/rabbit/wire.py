"""The wire over RabbitMQ: relays publish, services consume, both connect again by themselves."""

import threading
import time
from collections.abc import Sequence

from shared.bus.rabbit.connecting import Deadline, connect, drop, no_deadline, without_password
from shared.bus.rabbit.consumer import Consumer
from shared.bus.rabbit.publisher import NotConfirmed, Publisher
from shared.bus.rabbit.source import RabbitSource
from shared.bus.rabbit.topology import declare
from shared.bus.wire import Confirm, Subscription
from shared.eventlog.unit import Message
from shared.telemetry.logs import logger

log = logger("bus")
PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0)
SAY_AGAIN = 60.0


class RabbitWire:
    """For the services of one process."""

    def __init__(self, url: str, deadline: Deadline = no_deadline) -> None:
        self._url, self._deadline = url, deadline
        self._publishers: dict[str, Publisher] = {}
        self._consumers: dict[str, Consumer] = {}
        self._closed = threading.Event()

    def subscribe(self, subscription: Subscription) -> Sequence[RabbitSource]:
        """The ordered queues of a service; consuming begins at once."""
        consumer = self._consumers[subscription.service] = Consumer(self._url, subscription, self._deadline)
        return consumer.sources

    def publish(self, batch: Sequence[Message], confirm: Confirm) -> None:
        """Hand over in order, again and again until the broker has everything, or the wire is closed."""
        if not batch:
            return
        publisher = self._publisher(batch[0].source)
        left, failures, said = list(batch), 0, -SAY_AGAIN

        def safe(position: int) -> None:
            del left[0]
            confirm(position)

        while left and not self._closed.is_set():
            try:
                publisher.publish(tuple(left), safe)
            except NotConfirmed as error:
                if time.monotonic() - said > SAY_AGAIN:
                    said = time.monotonic()
                    self._not_confirmed(left[0], len(left), error)
                self._closed.wait(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1

    def connected(self, service: str) -> bool:
        """Whether this service is connected for hearing, and for speaking if it has spoken."""
        consumer, publisher = self._consumers.get(service), self._publishers.get(service)
        return (consumer is None or consumer.connected) and (publisher is None or publisher.connected)

    def blocked(self, service: str) -> bool:
        """Whether the broker blocks this service's relay (memory or disk alarm)."""
        publisher = self._publishers.get(service)
        return bool(publisher and publisher.blocked)

    def idle(self) -> bool:
        """What others have handled cannot be seen from here: a relay is idle when everything is confirmed."""
        return True

    def close(self) -> None:
        """Publish no more; acknowledge what is done and wake the workers with the end."""
        self._closed.set()
        for consumer in self._consumers.values():
            consumer.close()
        for publisher in self._publishers.values():
            publisher.drop()

    def _publisher(self, service: str) -> Publisher:
        if service not in self._publishers:
            self._publishers[service] = Publisher(self._url, service, self._deadline)
        return self._publishers[service]

    def _not_confirmed(self, first: Message, count: int, error: NotConfirmed) -> None:
        log.warning(
            "not published yet",
            service=first.source,
            broker=without_password(self._url),
            position=first.position,
            waiting=count,
            why=str(error),
            next_step="tried again all the time; the log keeps everything and goes on accepting: look at the broker",
        )


def declare_all(url: str, subscriptions: Sequence[Subscription], deadline: Deadline = no_deadline) -> None:
    """Declare the queues of all services, so that nothing said before a service's first start is missed by it."""
    connection = connect(url, deadline, "init")
    try:
        for subscription in subscriptions:
            declare(connection.channel(), subscription)
        connection.release()
    finally:
        drop(connection)
