"""Publishing and handling over a real RabbitMQ, beside kombu alone on the same broker and the same queues."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from kombu import Connection

from shared.bus.rabbit.carrying import CONTENT_TYPE
from shared.bus.rabbit.topology import EXCHANGE, declare, queues, routing_key
from shared.bus.rabbit.wire import RabbitWire
from shared.bus.wire import Delivery, Subscription
from shared.edge.green import deadline
from shared.eventlog.clock import now, uuid7
from shared.eventlog.entry import PARTITIONS, Draft, Place, seal
from shared.eventlog.unit import Message
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from shared.testing.servers import rabbitmq
from tests.bench.table import Figure

BATCH = 200
AIM = 0.6
SAID = "appeal.received"


def measure(seconds: float) -> Iterator[Figure]:
    """Relay beside unconfirmed publishing; consuming with ordered queues and late acknowledgements beside one ack each."""
    with rabbitmq() as url:
        messages = _messages(int(2_000 * seconds))
        hearing = Subscription(f"bench{os.urandom(3).hex()}", frozenset({("bench", SAID)}), PARTITIONS)
        _declare(url, hearing)
        plain = _plainly_published(url, messages)
        ours = _published(url, messages)
        ratio = ours / plain
        beside = f"kombu unconfirmed: {plain:.0f}/s"
        yield Figure("RabbitMQ: entries published and confirmed", ours, beside, ratio, f">= {AIM:.2f}", ratio >= AIM)
        peer = _plainly_consumed(url, hearing, len(messages))
        handled = _consumed(url, hearing, len(messages))
        yield Figure(
            "RabbitMQ: entries taken and acknowledged", handled, f"kombu, one ack each: {peer:.0f}/s", handled / peer
        )


def _messages(count: int) -> Sequence[Message]:
    """Entries of an order's usual size."""
    found = []
    for number in range(1, count + 1):
        at, subject = now(), f"case{number % 997}"
        draft = Draft(uuid7(at), SAID, at, {"text": "供暖" * 100}, Actor("bench"))
        entry = seal(draft, Place("/bench/bench", subject, stream_id(subject), number, number, bytes(32), at))
        found.append(Message("bench", number, draft.id, SAID, subject, entry.body))
    return found


def _declare(url: str, hearing: Subscription) -> None:
    with Connection(url) as connection:
        declare(connection.channel(), hearing)


def _timed(work: Callable[[], None], count: int) -> float:
    began = time.perf_counter()
    work()
    return count / (time.perf_counter() - began)


def _plainly_published(url: str, messages: Sequence[Message]) -> float:
    """What the client alone can do: no confirms, nothing mandatory."""
    with Connection(url) as connection:
        channel = connection.channel()

        def publish() -> None:
            for message in messages:
                frame = channel.prepare_message(
                    message.body, content_type=CONTENT_TYPE, properties={"delivery_mode": 2}
                )
                channel.basic_publish(frame, EXCHANGE, routing_key(message))
            channel.queue_declare("huying.dead", passive=True)  # answered only after everything before it was taken in

        return _timed(publish, len(messages))


def _published(url: str, messages: Sequence[Message]) -> float:
    wire, confirmed = RabbitWire(url, deadline), list[int]()

    def publish() -> None:
        for start in range(0, len(messages), BATCH):
            wire.publish(messages[start : start + BATCH], confirmed.append)

    rate = _timed(publish, len(messages))
    wire.close()
    assert len(confirmed) == len(messages), "not everything was confirmed"
    return rate


def _plainly_consumed(url: str, hearing: Subscription, count: int) -> float:
    """One channel, one acknowledgement a message, nothing done with it."""
    with Connection(url) as connection:
        channel, taken = connection.channel(), 0
        channel.basic_qos(0, 200, False)

        def arrived(frame: object) -> None:
            nonlocal taken
            taken += 1
            channel.basic_ack(frame.delivery_info["delivery_tag"])  # type: ignore[attr-defined]

        for name in queues(hearing):
            channel.basic_consume(name, callback=arrived)

        def consume() -> None:
            while taken < count:
                connection.drain_events(timeout=20)

        return _timed(consume, count)


def _consumed(url: str, hearing: Subscription, count: int) -> float:
    """Our sources, each emptied by a thread of its own, acknowledged in batches."""
    wire = RabbitWire(url, deadline)
    sources, taken, all_there = wire.subscribe(hearing), [0] * PARTITIONS, threading.Event()

    def work(index: int) -> None:
        delivery: Delivery | None
        while (delivery := sources[index].get()) is not None:
            delivery.done()
            taken[index] += 1
            if sum(taken) >= count:
                all_there.set()

    threads = [threading.Thread(target=work, args=(index,), daemon=True) for index in range(PARTITIONS)]

    def work_all() -> None:
        for thread in threads:
            thread.start()
        all_there.wait(120)

    rate = _timed(work_all, count)
    wire.close()
    assert all_there.is_set(), f"{sum(taken)} of {count} arrived"
    return rate
