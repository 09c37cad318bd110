"""A worker that has many messages in hand: each is decided at once, and all are committed as one group.

Order per subject holds: two messages about one subject are never in hand together. What cannot go this way (something
parked, delivered again, failing) is handled alone, with retries and parking, after what stands before it.
"""

from collections.abc import Callable
from typing import Protocol

from shared.bus.inbox import REPEATED, Worker
from shared.bus.wire import Delivery
from shared.eventlog.unit import AlreadyHeard, Message, Unit
from shared.telemetry.crashpoints import passing

BATCH = 64


class Begun(Protocol):
    """A message that was decided: its unit is to be submitted, then `finish` waits for it."""

    @property
    def unit(self) -> Unit:
        """What is to be committed."""

    def finish(self) -> object:
        """Wait for the commit; the errors of `Log.commit`."""


class PipelinedWorker(Worker):
    """`begin(message)` decides without committing."""

    begin: "Callable[[Message], Begun] | None" = None

    def run(self) -> None:
        """Until the wire closes or `stopping`."""
        while (delivery := self._source.get()) is not None and not self.stopping:
            for left in self._together([delivery, *self._source.more(BATCH - 1)]):
                self._alone(left)

    def _together(self, deliveries: list[Delivery]) -> list[Delivery]:
        """Commit what can be committed together; what is left over, in order, to be handled alone."""
        hand: dict[str, tuple[Delivery, Begun]] = {}
        for index, delivery in enumerate(deliveries):
            if delivery.message.subject in hand:
                left = self._await(hand)
                if left:
                    return left + deliveries[index:]
                hand = {}
            begun = self._begun(delivery.message)
            if begun is None:
                return self._await(hand) + deliveries[index:]
            self._log.submit(begun.unit)
            hand[delivery.message.subject] = delivery, begun
        return self._await(hand)

    def _begun(self, message: Message) -> Begun | None:
        """The message decided, or None where it must be handled alone."""
        if self.begin is None or message.redelivered:
            return None
        try:
            if not self._ready(message) or self._lot.stops(message):
                return None
            passing("inbox.handling")
            return self.begin(message)
        except Exception:  # noqa: BLE001 - handled again alone, where it is retried, logged and parked
            return None

    def _await(self, hand: dict[str, tuple[Delivery, Begun]]) -> list[Delivery]:
        left = []
        for delivery, begun in hand.values():
            try:
                begun.finish()
            except AlreadyHeard:
                self._finish(delivery, REPEATED)
            except Exception:  # noqa: BLE001 - handled again alone, where it is retried, logged and parked
                left.append(delivery)
            else:
                self._finish(delivery)
        return left
