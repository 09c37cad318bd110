"""The wire over a real RabbitMQ keeps what the wire in memory keeps, and what a broker adds: redelivery, take-over."""

import threading
import time
from collections import defaultdict
from collections.abc import Sequence

from kombu import Connection

from shared.bus.rabbit.source import RabbitSource
from shared.bus.wire import Delivery, Subscription
from tests.integration.bus.conftest import Place

SECONDS = 20


def taken(sources: Sequence[RabbitSource], count: int, *, done: bool = True) -> list[list[Delivery]]:
    """The deliveries of each queue until there are so many in all; TimeoutError."""
    found: list[list[Delivery]] = [[] for _ in sources]
    until = time.monotonic() + SECONDS
    while sum(map(len, found)) < count:
        if time.monotonic() > until:
            raise TimeoutError(f"{sum(map(len, found))} of {count}")
        for queue, source in zip(found, sources, strict=True):
            news = source.more(1000)
            for delivery in news if done else ():
                delivery.done()
            queue.extend(news)
        time.sleep(0.01)
    return found


def positions(queue: Sequence[Delivery]) -> list[int]:
    return [delivery.message.position for delivery in queue]


def test_each_subject_stays_in_one_queue_in_order_and_everything_is_confirmed_in_order(place: Place) -> None:
    wire, confirmed = place.wire(), list[int]()
    sources = wire.subscribe(place.hearing())
    messages = [place.message(number, f"case{number % 17}") for number in range(1, 301)]
    time.sleep(1)  # the queues are declared by the consumer's own thread
    wire.publish(messages, confirmed.append)
    assert confirmed == list(range(1, 301))
    found = taken(sources, 300)
    places = defaultdict(set)
    for number, queue in enumerate(found):
        by_subject = defaultdict(list)
        for delivery in queue:
            places[delivery.message.subject].add(number)
            by_subject[delivery.message.subject].append(delivery.message.position)
        assert all(numbers == sorted(numbers) for numbers in by_subject.values())
    assert all(len(numbers) == 1 for numbers in places.values())
    assert len(places) == 17
    assert [delivery.message for queue in found for delivery in queue if delivery.message.position == 5] == [
        messages[4]
    ]


def test_only_what_was_asked_for_is_heard_and_what_nobody_hears_waits_until_somebody_does(place: Place) -> None:
    wire, confirmed = place.wire(), list[int]()
    (source,) = wire.subscribe(place.hearing(partitions=1))
    time.sleep(1)
    unheard = [place.message(1), place.message(2, type_="appeal.accepted"), place.message(3)]
    publishing = threading.Thread(target=wire.publish, args=(unheard, confirmed.append), daemon=True)
    publishing.start()
    publishing.join(1)
    assert publishing.is_alive(), "a message without a queue was given up"
    assert 2 not in confirmed
    other = place.wire()
    other.subscribe(Place(place.source, place.hearer + "too", place.wire).hearing("appeal.accepted", partitions=1))
    publishing.join(SECONDS)
    assert sorted(set(confirmed)) == [1, 2, 3]
    heard = positions(taken([source], 2)[0])
    assert [number for index, number in enumerate(heard) if number not in heard[:index]] == [1, 3]


def test_what_was_not_done_comes_again_marked_and_in_order_when_its_process_is_gone(place: Place) -> None:
    first, second = place.wire(), place.wire()
    (mine,) = first.subscribe(place.hearing(partitions=1))
    time.sleep(1)
    (standing_by,) = second.subscribe(place.hearing(partitions=1))
    time.sleep(1)
    first.publish([place.message(number) for number in range(1, 31)], lambda _: None)
    (got,) = taken([mine], 30, done=False)
    assert standing_by.more(10) == [], "two processes took from one queue"
    for delivery in (*got[:10], *got[20:]):  # a gap: only what stands before it may be acknowledged
        delivery.done()
    time.sleep(0.5)
    first.close()
    again = taken([standing_by], 20)[0]
    assert positions(again) == list(range(11, 31))
    assert all(delivery.message.redelivered for delivery in again)
    assert not any(delivery.message.redelivered for delivery in got)


def test_who_hears_all_has_one_queue_for_each_source(place: Place) -> None:
    wire = place.wire()
    sources = wire.subscribe(Subscription(place.hearer, None, 0, (place.source, "nobody")))
    time.sleep(1)
    wire.publish([place.message(1), place.message(2, "b", "work_order.opened.v2")], lambda _: None)
    assert [positions(queue) for queue in taken(sources, 2)] == [[1, 2], []]


def test_what_is_no_entry_is_put_aside_and_stops_nobody(place: Place, rabbitmq_url: str) -> None:
    wire = place.wire()
    (source,) = wire.subscribe(place.hearing(partitions=1))
    time.sleep(1)
    with Connection(rabbitmq_url) as connection:
        channel = connection.channel()
        before = channel.queue_declare("huying.dead", passive=True).message_count
        channel.basic_publish(channel.prepare_message(b"no entry"), "huying", f"0.{place.source}.appeal.received")
        wire.publish([place.message(1)], lambda _: None)
        assert positions(taken([source], 1)[0]) == [1]
        until = time.monotonic() + SECONDS
        while channel.queue_declare("huying.dead", passive=True).message_count == before and time.monotonic() < until:
            time.sleep(0.1)
        assert channel.queue_declare("huying.dead", passive=True).message_count == before + 1


def test_closing_wakes_the_workers_and_a_closed_wire_publishes_nothing_more(place: Place) -> None:
    wire = place.wire()
    (source,) = wire.subscribe(place.hearing(partitions=1))
    threading.Timer(0.5, wire.close).start()
    assert source.get() is None
    confirmed: list[int] = []
    wire.publish([place.message(1)], confirmed.append)
    assert confirmed == []
