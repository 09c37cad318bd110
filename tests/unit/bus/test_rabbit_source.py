"""Acknowledging: in one frame, as far as everything before is done too, and never for another connection."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.bus.rabbit.source import RabbitSource
from shared.eventlog.unit import Message


class Channel:
    """Remembers what was acknowledged."""

    def __init__(self) -> None:
        self.acknowledged: list[int] = []

    def basic_ack(self, tag: int, *, multiple: bool) -> None:
        assert multiple
        self.acknowledged.append(tag)


def message(position: int) -> Message:
    return Message("intake", position, f"id{position}", "appeal.received", "a", b"{}")


def filled(count: int) -> tuple[RabbitSource, list[Any]]:
    source = RabbitSource("queue")
    for tag in range(1, count + 1):
        source.arrived(tag, message(tag))
    return source, source.more(count)


@given(st.permutations(range(12)), st.integers(0, 12))
def test_only_the_prefix_without_a_gap_is_acknowledged(order: list[int], done: int) -> None:
    source, deliveries = filled(12)
    channel = Channel()
    settled: set[int] = set()
    for index in order[:done]:
        deliveries[index].done()
        settled.add(index + 1)
        source.flush(channel)
        prefix = next(number for number in range(1, 14) if number not in settled) - 1
        assert (channel.acknowledged or [0])[-1] == prefix
    assert channel.acknowledged == sorted(set(channel.acknowledged))


def test_nothing_new_is_not_said_again() -> None:
    source, deliveries = filled(2)
    channel = Channel()
    deliveries[0].done()
    source.flush(channel)
    source.flush(channel)
    assert channel.acknowledged == [1]


def test_what_was_delivered_on_a_lost_connection_is_dropped_and_its_end_means_nothing() -> None:
    source, deliveries = filled(3)
    source.arrived(4, message(4))
    source.fence()
    deliveries[0].done()
    channel = Channel()
    source.flush(channel)
    assert (channel.acknowledged, source.more(10)) == ([], [])
    source.arrived(1, message(1))
    source.more(1)[0].done()
    source.flush(channel)
    assert channel.acknowledged == [1]


def test_what_cannot_be_read_is_settled_without_a_worker() -> None:
    source = RabbitSource("queue")
    source.arrived(1, None)
    source.arrived(2, message(2))
    channel = Channel()
    source.more(5)[0].done()
    source.flush(channel)
    assert channel.acknowledged == [2]
