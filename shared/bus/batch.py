"""A worker for who keeps everything and decides nothing: many messages are committed as one group, in order."""

from collections.abc import Callable

from shared.bus.inbox import HANDLED, REPEATED, NotReady, Worker
from shared.bus.wire import Delivery
from shared.eventlog.unit import AlreadyHeard, Message, Unit
from shared.telemetry.crashpoints import passing

BATCH = 128
EARLY = 256


class Early(NotReady):
    """What stands before this message in its source has not arrived. It waits beside the queue, not at its head:

    what is missing comes behind it, published again.
    """


class BatchWorker(Worker):
    """`prepare(message)` gives the unit, checked in order. What fails in a batch is handled alone, with retries."""

    prepare: "Callable[..., Unit] | None" = None
    _early: tuple[Delivery, ...] = ()

    def run(self) -> None:
        """Until the wire closes or `stopping`."""
        while (delivery := self._source.get()) is not None and not self.stopping:
            deliveries = [delivery, *self._source.more(BATCH), *self._early]
            self._early = ()
            # mixed deliveries too: what is early only by its place here would wait for one that may never come
            for left in self._together(sorted(deliveries, key=lambda one: one.message.position)):
                self._alone(left)

    def _alone(self, delivery: Delivery) -> None:
        try:
            super()._alone(delivery)
        except Early:
            self._wait(delivery)

    def _not_now(self, message: Message, error: Exception, until: float) -> tuple[Exception | None, float]:
        if isinstance(error, Early):
            raise error
        return super()._not_now(message, error, until)

    def _wait(self, delivery: Delivery) -> None:
        """Set aside; more than a few are let go unconfirmed, so that they come again with what is missing."""
        if len(self._early) < EARLY:
            self._early = (*self._early, delivery)

    def _together(self, deliveries: list[Delivery]) -> list[Delivery]:
        """Commit what can be committed at once; the deliveries left over, from the first that could not be prepared."""
        if self.prepare is None:
            return deliveries
        units: list[tuple[Delivery, Unit]] = []
        for index, delivery in enumerate(deliveries):
            try:
                unit = self.prepare(delivery.message)
            except Early:
                self._wait(delivery)
                continue
            except AlreadyHeard:
                self._finish(delivery, REPEATED)
                continue
            except Exception:  # noqa: BLE001 - handled again alone, where it is retried, logged and parked
                return self._await(units) + deliveries[index:]
            passing("inbox.handling")
            self._log.submit(unit)
            units.append((delivery, unit))
        return self._await(units)

    def _await(self, units: list[tuple[Delivery, Unit]]) -> list[Delivery]:
        left = []
        for delivery, unit in units:
            error = unit.done.error()
            if error is None or isinstance(error, AlreadyHeard):
                self._finish(delivery, HANDLED if error is None else REPEATED)
            else:
                left.append(delivery)
        return left
