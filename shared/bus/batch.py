"""A worker for who keeps everything and decides nothing: many messages are committed as one group, in order."""

from collections.abc import Callable

from shared.bus.inbox import Worker
from shared.bus.wire import Delivery
from shared.eventlog.unit import AlreadyHeard, Unit
from shared.telemetry.crashpoints import passing

BATCH = 128


class BatchWorker(Worker):
    """`prepare(message)` gives the unit, checked in order. What fails in a batch is handled alone, with retries."""

    prepare: "Callable[..., Unit] | None" = None

    def run(self) -> None:
        """Until the wire closes or `stopping`."""
        while (delivery := self._source.get()) is not None and not self.stopping:
            for left in self._together([delivery, *self._source.more(BATCH)]):
                if self._settle(left):
                    passing("inbox.handled")
                    left.done()

    def _together(self, deliveries: list[Delivery]) -> list[Delivery]:
        """Commit what can be committed at once; the deliveries left over, from the first that could not be prepared."""
        if self.prepare is None:
            return deliveries
        units: list[tuple[Delivery, Unit]] = []
        for index, delivery in enumerate(deliveries):
            try:
                unit = self.prepare(delivery.message)
            except Exception:  # noqa: BLE001 - handled again alone, where it is retried, logged and parked
                return self._await(units) + deliveries[index:]
            passing("inbox.handling")
            self._log.submit(unit)
            units.append((delivery, unit))
        return self._await(units)

    def _await(self, units: list[tuple[Delivery, Unit]]) -> list[Delivery]:
        left = []
        for delivery, unit in units:
            error = unit.done.exception()
            if error is None or isinstance(error, AlreadyHeard):
                delivery.done()
            else:
                left.append(delivery)
        return left
