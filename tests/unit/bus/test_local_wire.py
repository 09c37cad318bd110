"""The wire inside one process: order per subject, confirmation after the last hearer, an end that nobody sleeps through."""

import threading
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from shared.bus.local import ROOM, LocalSource, LocalWire
from shared.bus.wire import Subscription
from shared.eventlog.unit import Message

SAID = "appeal.received"


def message(position: int, subject: str = "a", type_: str = SAID, source: str = "intake") -> Message:
    return Message(source, position, f"id{position}", type_, subject, b"{}")


def hearing(service: str, *types: str, partitions: int = 4) -> Subscription:
    return Subscription(service, frozenset(("intake", type_) for type_ in types), partitions)


def drained(source: LocalSource) -> list[Message]:
    found = source.more(1000)
    for delivery in found:
        delivery.done()
    return [delivery.message for delivery in found]


@given(st.lists(st.sampled_from("abcdefghij"), max_size=60))
def test_each_subject_stays_in_one_queue_in_order(subjects: list[str]) -> None:
    wire = LocalWire()
    queues = wire.subscribe(hearing("routing", SAID))
    wire.publish([message(n, subject) for n, subject in enumerate(subjects, 1)], lambda _: None)
    places = defaultdict(set)
    for number, source in enumerate(queues):
        positions = defaultdict(list)
        for heard in drained(source):
            places[heard.subject].add(number)
            positions[heard.subject].append(heard.position)
        assert all(found == sorted(found) for found in positions.values())
    assert places.keys() == set(subjects)
    assert all(len(numbers) == 1 for numbers in places.values())


def test_only_what_was_asked_for_is_heard() -> None:
    wire = LocalWire()
    confirmed: list[int] = []
    (queue,) = wire.subscribe(hearing("routing", SAID, partitions=1))
    wire.publish(
        [message(1), message(2, type_="appeal.accepted"), message(3, source="supervision")],
        confirmed.append,
    )
    assert confirmed == [2, 3]
    assert [heard.position for heard in drained(queue)] == [1]


def test_who_hears_all_has_one_queue_for_each_source() -> None:
    wire = LocalWire()
    queues = wire.subscribe(Subscription("ledger", None, 0, ("intake", "routing")))
    wire.publish([message(1), message(1, source="routing", type_="any"), message(2)], lambda _: None)
    assert [[heard.position for heard in drained(queue)] for queue in queues] == [[1, 2], [1]]


def test_a_message_is_safe_only_when_everyone_who_hears_it_has_handled_it() -> None:
    wire = LocalWire()
    (first,) = wire.subscribe(hearing("routing", SAID, partitions=1))
    (second,) = wire.subscribe(hearing("notify", SAID, partitions=1))
    confirmed: list[int] = []
    wire.publish([message(1), message(2)], confirmed.append)
    drained(first)
    assert confirmed == []
    drained(second)
    assert confirmed == [1, 2]


def test_a_relay_that_is_too_fast_waits_for_room() -> None:
    wire = LocalWire()
    (queue,) = wire.subscribe(hearing("routing", SAID, partitions=1))
    batch = [message(n) for n in range(1, ROOM + 2)]
    relay = threading.Thread(target=wire.publish, args=(batch, lambda _: None))
    relay.start()
    relay.join(0.1)
    assert relay.is_alive()
    first = queue.get()
    assert first is not None
    relay.join(5)
    assert not relay.is_alive()
    assert [first.message, *drained(queue)] == batch


def test_the_end_wakes_every_worker_even_at_full_queues() -> None:
    wire = LocalWire()
    (full,) = wire.subscribe(hearing("routing", SAID, partitions=1))
    (empty,) = wire.subscribe(hearing("notify", "other", partitions=1))
    batch = [message(n) for n in range(1, ROOM + 50)]
    confirmed: list[int] = []
    relay = threading.Thread(target=wire.publish, args=(batch, confirmed.append))
    relay.start()
    ends: list[object] = []
    worker = threading.Thread(target=lambda: ends.append(empty.get()))
    worker.start()
    wire.close()
    relay.join(5)
    worker.join(5)
    assert not relay.is_alive()
    assert ends == [None]
    while (delivery := full.get()) is not None:
        assert delivery.message in batch
    assert confirmed == []


def test_the_end_is_still_there_after_a_batch_was_taken() -> None:
    wire = LocalWire()
    (queue,) = wire.subscribe(hearing("routing", SAID, partitions=1))
    wire.publish([message(1)], lambda _: None)
    wire.close()
    assert [delivery.message.position for delivery in queue.more(10)] == [1]
    assert queue.get() is None


def test_a_wire_is_idle_when_nothing_is_queued() -> None:
    wire = LocalWire()
    (queue,) = wire.subscribe(hearing("routing", SAID, partitions=1))
    assert wire.idle()
    wire.publish([message(1)], lambda _: None)
    assert not wire.idle()
    drained(queue)
    assert wire.idle()
