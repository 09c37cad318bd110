"""The wire between relays and inboxes: RabbitMQ in real mode, an in-process hand-over when embedded."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.eventlog.entry import partition_of
from shared.eventlog.unit import Message

Confirm = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message at its inbox. `done()` says that it was handled and committed; only then is it forgotten."""

    message: Message
    done: Callable[[], None]


class Source(Protocol):
    """One ordered queue of deliveries; one worker takes from it."""

    def get(self) -> Delivery | None:
        """The next delivery; waits for one. None: the wire was closed."""

    def more(self, limit: int) -> list[Delivery]:
        """Up to `limit` further deliveries that are there already; never waits."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a service hears: pairs (source service, type) in `partitions` ordered queues.

    Or everything (`hears` is None), in one ordered queue for each of `sources`.
    """

    service: str
    hears: frozenset[tuple[str, str]] | None
    partitions: int
    sources: tuple[str, ...] = ()

    @property
    def queues(self) -> int:
        """How many ordered queues it has."""
        return len(self.sources) or self.partitions

    def queue_of(self, message: Message) -> int:
        """The number of the queue a message belongs to."""
        if self.sources:
            return self.sources.index(message.source)
        return partition_of(message.subject) % self.partitions

    def wants(self, message: Message) -> bool:
        """Whether this message is for the service."""
        return self.hears is None or (message.source, message.type) in self.hears


class Wire(Protocol):
    """Carries messages."""

    def publish(self, batch: Sequence[Message], confirm: Confirm) -> None:
        """Hand over in order; `confirm(position)` is called for each when nothing can lose it any more."""

    def subscribe(self, subscription: Subscription) -> Iterable[Source]:
        """The ordered queues of a service."""

    def close(self) -> None:
        """Give nothing out any more."""
