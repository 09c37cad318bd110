"""A watched source hands on what it is given, and knows what is in hand."""

from collections import deque
from datetime import timedelta
from functools import partial

import pytest

from shared.bus.watched import Watched
from shared.bus.wire import Delivery
from shared.eventlog.clock import now
from shared.eventlog.entry import Draft, Place, seal
from shared.eventlog.unit import Message
from shared.kernel.actor import Actor
from shared.telemetry.registry import REGISTRY

AT = now()


class Given:
    """A source with these deliveries; `settled` are the positions of those done."""

    def __init__(self, *messages: Message) -> None:
        self.settled: list[int] = []
        self._left = deque(Delivery(one, partial(self.settled.append, one.position)) for one in messages)

    def get(self) -> Delivery | None:
        return self._left.popleft() if self._left else None

    def more(self, limit: int) -> list[Delivery]:
        return [self._left.popleft() for _ in range(min(limit, len(self._left)))]


def message(position: int) -> Message:
    draft = Draft(f"id{position}", "toy.said", AT, {}, Actor("wang"))
    entry = seal(draft, Place("/toy/shop", "a", "s", position, position, None, AT))
    return Message("shop", position, draft.id, draft.type, "a", entry.body)


def count(name: str) -> float:
    return REGISTRY.get_sample_value(name, {"service": "watching"}) or 0.0


def test_messages_are_in_hand_from_being_taken_until_done() -> None:
    given = Given(message(1), message(2), message(3))
    watched = Watched("watching", given, now)
    first = watched.get()
    rest = watched.more(5)
    assert first is not None
    assert ([first.message.position], [one.message.position for one in rest]) == ([1], [2, 3])
    assert (watched.in_hand, watched.oldest_in_hand > 0) == (3, True)
    for delivery in (first, *rest):
        delivery.done()
    assert (watched.in_hand, watched.oldest_in_hand, given.settled) == (0, 0.0, [1, 2, 3])
    assert watched.get() is None


def test_its_age_is_told_from_the_recording_and_counted_once() -> None:
    later = AT + timedelta(seconds=50)
    watched = Watched("watching", Given(message(1)), lambda: later)
    before = count("huying_inbox_message_age_seconds_sum"), count("huying_inbox_message_age_seconds_count")
    delivery = watched.get()
    assert delivery is not None
    delivery.done()
    delivery.done()
    after = count("huying_inbox_message_age_seconds_sum"), count("huying_inbox_message_age_seconds_count")
    assert after[0] - before[0] == pytest.approx(50)
    assert after[1] - before[1] == 1


def test_what_was_let_go_and_comes_again_is_in_hand_once() -> None:
    watched = Watched("watching", Given(message(1), message(1)), now)
    assert watched.get() is not None
    again = watched.get()
    assert (again is not None, watched.in_hand) == (True, 1)
    assert again is not None
    again.done()
    assert watched.in_hand == 0


def test_bytes_that_are_no_entry_disturb_nobody() -> None:
    given = Given(Message("shop", 9, "id", "toy.said", "a", b"{"))
    delivery = Watched("watching", given, now).get()
    assert delivery is not None
    delivery.done()
    assert given.settled == [9]
