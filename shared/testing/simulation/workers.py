"""The real workers, given a few deliveries at a time, without sleeping and without real patience."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar, cast

from shared.bus.attempts import KILLS, Attempts, KilledTheProcess
from shared.bus.batch import BatchWorker
from shared.bus.inbox import Worker
from shared.bus.parking import Handle, ParkingLot
from shared.bus.pipeline import PipelinedWorker
from shared.bus.wire import Delivery, Source
from shared.eventlog.unit import AlreadyHeard, Message
from shared.testing.simulation.log import MemoryLog
from shared.testing.simulation.wire import Choose, Lanes, Parcel, Queue

TRIES = 3
Key = tuple[str, int]
W = TypeVar("W", bound="Impatient")


class Few:
    """A source that ends after some deliveries. `acknowledge` is told around each acknowledgement."""

    def __init__(self, lanes: Lanes, queue: Queue, choose: Choose, passing: Callable[[str], None]) -> None:
        self._lanes, self._queue, self._choose, self._passing = lanes, queue, choose, passing
        self.left = 0
        self.taken: list[Message] = []

    def get(self) -> Delivery | None:
        """The next one, or the end."""
        if self.left == 0:
            return None
        parcel = self._lanes.take(self._queue, self._choose)
        if parcel is None:
            return None
        self.left -= 1
        self.taken.append(parcel.message)
        return Delivery(parcel.message, partial(self._acknowledge, parcel))

    def more(self, limit: int) -> list[Delivery]:
        """All that is left of the few."""
        found: list[Delivery] = []
        while len(found) < limit and (delivery := self.get()) is not None:
            found.append(delivery)
        return found

    def _acknowledge(self, parcel: Parcel) -> None:
        self._passing("inbox.acknowledging")
        self._lanes.done(self._queue, parcel)
        self._passing("inbox.acknowledged")


class CountedAttempts(Attempts):
    """Deaths of the process with a message in hand, counted in a store that outlives it."""

    def __init__(self, log: MemoryLog, store: Counter[Key]) -> None:
        super().__init__(log)
        self._store = store

    @contextmanager
    def in_hand(self, message: Message) -> Iterator[None]:
        """As the real one; written at once."""
        if not message.redelivered:
            yield
            return
        key = message.source, message.position
        if self._log.heard(*key):
            raise AlreadyHeard
        if self._store[key] >= KILLS:
            raise KilledTheProcess(f"it was in hand {self._store[key]} times when the process died")
        self._store[key] += 1
        try:
            yield
        except Exception:
            self._store[key] -= 1  # what fails otherwise is no death
            raise
        del self._store[key]

    def forget(self, message: Message) -> None:
        """The message is settled: nothing is counted any more."""
        self._store.pop((message.source, message.position), None)


class Stuck(Exception):
    """A message can be neither handled nor parked, however often it is tried."""


class Impatient(Worker):
    """A message is tried a few times and then parked; there is no time in which to be patient."""

    few: Few
    tries = 0

    def _not_now(self, message: Message, error: Exception, until: float) -> tuple[Exception | None, float]:
        failure, until = super()._not_now(message, error, until)
        self.tries += 1
        if self.tries > TRIES * 10:
            raise Stuck(f"{self._service}: {message.source} {message.position} ({error!r})")
        return failure, until if self.tries < TRIES or failure is None else 0.0

    def _settle(self, delivery: Delivery) -> str:
        self.tries = 0
        return super()._settle(delivery)

    def work(self, count: int) -> list[Message]:
        """Handle up to so many deliveries; those that were taken."""
        self.few.left, self.few.taken = count, []
        self.run()
        return self.few.taken


class FewAtOnce(Impatient, PipelinedWorker):
    """Who reacts."""


class FewInOrder(Impatient, BatchWorker):
    """Who keeps everything."""


def employed(
    kind: Callable[..., W], service: str, few: Few, handle: Handle, lot: ParkingLot, log: MemoryLog, store: Counter[Key]
) -> W:
    """A worker of this kind at its source."""
    worker = kind(service, cast("Source", few), handle, lot, log, lambda _: True, lambda _: None)
    worker.few = few
    worker._attempts = CountedAttempts(log, store)  # noqa: SLF001 - the real one keeps them in a table
    return worker
