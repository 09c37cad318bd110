"""Names of their own for each test on the run's one broker: what one test says, no other hears."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from shared.bus.rabbit.wire import RabbitWire
from shared.bus.wire import Subscription
from shared.eventlog.unit import Message

SAID = "appeal.received"


@dataclass(frozen=True, slots=True)
class Place:
    """`source` speaks, `hearer` hears; `wire()` is one process's connection to the broker."""

    source: str
    hearer: str
    wire: Callable[[], RabbitWire]

    def message(self, position: int, subject: str = "a", type_: str = SAID) -> Message:
        """An entry as it travels: just what the wire reads of one."""
        body = (
            f'{{"id":"id{position}","sequence":"{position:020}","source":"/toy/{self.source}",'
            f'"subject":"{subject}","type":"{type_}"}}'
        )
        return Message(self.source, position, f"id{position}", type_, subject, body.encode())

    def hearing(self, *types: str, partitions: int = 4) -> Subscription:
        """The hearer's subscription to these types (or to the usual one)."""
        return Subscription(self.hearer, frozenset((self.source, type_) for type_ in types or (SAID,)), partitions)


@pytest.fixture
def place(rabbitmq_url: str) -> Iterator[Place]:
    wires: list[RabbitWire] = []

    def wire() -> RabbitWire:
        wires.append(RabbitWire(rabbitmq_url))
        return wires[-1]

    own = os.urandom(4).hex()
    yield Place(f"said{own}", f"heard{own}", wire)
    for one in wires:
        one.close()
