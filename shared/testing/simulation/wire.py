"""The wire as lanes: order holds within a lane, and whoever takes chooses between them.

A lane is what one service hears of one source in one of its queues: order per source and subject holds, as with
partitioned queues; how the sources come together is free. Two kinds, as there are two ways to run:

- a broker keeps what was published, confirms it at once, and brings again what a crashed service had in hand;
- the wire of one process forgets everything when that process ends, and confirms what all who hear it have handled.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shared.bus.wire import Confirm, Subscription
from shared.eventlog.unit import Message

Choose = Callable[[Sequence[str]], str]
Queue = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message in a lane; `settled` tells the relay, where it waits for that."""

    message: Message
    settled: Callable[[], None]


class Lanes:
    """All lanes between the services of a world. `keeps`: whether it is a broker."""

    def __init__(self, keeps: bool) -> None:
        self.keeps = keeps
        self._subscriptions: list[Subscription] = []
        self._waiting: dict[Queue, dict[str, deque[Parcel]]] = {}
        self._in_hand: dict[Queue, list[Parcel]] = {}
        self.full: dict[Queue, int] = {}

    def subscribe(self, subscription: Subscription) -> None:
        """Once for each service, before anything is published."""
        self._subscriptions.append(subscription)

    def publish(self, message: Message, confirm: Confirm) -> None:
        """Put it into the lanes of all who hear it; `confirm(position)` when nothing can lose it any more."""
        hearers = [sub for sub in self._subscriptions if sub.wants(message)]
        settled = _Outstanding(message.position, len(hearers), confirm).done
        for sub in hearers:
            self.put((sub.service, sub.queue_of(message)), Parcel(message, settled))
        if self.keeps or not hearers:
            confirm(message.position)

    def put(self, queue: Queue, parcel: Parcel) -> None:
        """At the end of its lane."""
        self._waiting.setdefault(queue, {}).setdefault(parcel.message.source, deque()).append(parcel)
        self.full[queue] = self.full.get(queue, 0) + 1

    def take(self, queue: Queue, choose: Choose) -> Parcel | None:
        """The next of a queue, from the lane that `choose` picks among those that are not empty; `done` settles it."""
        lanes = self._waiting.get(queue)
        if not lanes:
            return None
        source = choose(list(lanes)) if len(lanes) > 1 else next(iter(lanes))
        lane = lanes[source]
        parcel = self.pick(lane)
        if not lane:
            del lanes[source]
        self._count(queue, -1)
        self._in_hand.setdefault(queue, []).append(parcel)
        return parcel

    def pick(self, lane: deque[Parcel]) -> Parcel:
        """The first of a lane."""
        return lane.popleft()

    def done(self, queue: Queue, parcel: Parcel) -> None:
        """It was handled and committed, and is forgotten."""
        held = self._in_hand.get(queue, [])
        for place, one in enumerate(held):
            if one is parcel:
                del held[place]
                if not self.keeps:
                    parcel.settled()
                return

    def crashed(self, service: str) -> None:
        """What the service had in hand comes again, before what was behind it; a wire in that process forgets it all."""
        for queue, parcels in self._in_hand.items():
            if queue[0] == service:
                for parcel in reversed(parcels):
                    self._again(queue, parcel)
                parcels.clear()

    def forget(self) -> None:
        """The process that held the wire has ended."""
        self._waiting, self._in_hand, self.full = {}, {}, {}

    def backlog(self, services: Sequence[str]) -> bool:
        """Whether anything waits for one of these services."""
        return any(service in services for service, _ in self.full)

    def carries(self, subject: str, services: Sequence[str]) -> bool:
        """Whether anything about this subject waits for one of these services."""
        return any(
            parcel.message.subject == subject
            for queue in self.full
            if queue[0] in services
            for lane in self._waiting[queue].values()
            for parcel in lane
        )

    def _again(self, queue: Queue, parcel: Parcel) -> None:
        message = replace(parcel.message, redelivered=True)
        lanes = self._waiting.setdefault(queue, {})
        lanes.setdefault(message.source, deque()).appendleft(replace(parcel, message=message))
        self._count(queue, 1)

    def _count(self, queue: Queue, change: int) -> None:
        left = self.full.get(queue, 0) + change
        if left:
            self.full[queue] = left
        else:
            self.full.pop(queue, None)


class _Outstanding:
    """Counts the services that have not handled a message."""

    def __init__(self, position: int, count: int, confirm: Confirm) -> None:
        self._position, self._left, self._confirm = position, count, confirm

    def done(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._confirm(self._position)
