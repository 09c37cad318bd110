"""A worker that has many messages in hand: each is decided at once, and all are committed as one group.

Order per subject holds: two messages about one subject are never in hand together. What cannot go this way (something
parked, delivered again, failing) is handled alone, with retries and parking, after what stands before it.
"""

from collections.abc import Callable, Sequence
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
    """`begin(messages)` decides without committing; None for what must be handled alone."""

    begin: "Callable[[Sequence[Message]], Sequence[Begun | None]] | None" = None

    def run(self) -> None:
        """Until the wire closes or `stopping`."""
        while (delivery := self._source.get()) is not None and not self.stopping:
            for left in self._together([delivery, *self._source.more(BATCH - 1)]):
                self._alone(left)

    def _together(self, deliveries: list[Delivery]) -> list[Delivery]:
        """Commit what can be committed together; what is left over, in order, to be handled alone."""
        while deliveries:
            hand, rest = self._hand(deliveries)
            left = self._committed(hand)
            if left or not hand:
                return left + rest
            deliveries = rest
        return []

    def _hand(self, deliveries: Sequence[Delivery]) -> tuple[list[Delivery], list[Delivery]]:
        """What may go together, the first of each subject; and the rest in order, with all that follows on it."""
        hand: list[Delivery] = []
        rest: list[Delivery] = []
        subjects: set[str] = set()
        for delivery in deliveries:
            subject = delivery.message.subject
            may_go = subject not in subjects and self._may_go(delivery.message)
            (hand if may_go else rest).append(delivery)
            subjects.add(subject)
        return hand, rest

    def _may_go(self, message: Message) -> bool:
        if self.begin is None or message.redelivered:
            return False
        try:
            return self._ready(message) and not self._lot.stops(message)
        except Exception:  # noqa: BLE001 - handled again alone, where it is retried, logged and parked
            return False

    def _committed(self, hand: list[Delivery]) -> list[Delivery]:
        """Decide on all of them, commit them together; those that failed, to be handled alone."""
        begun = self._begun([delivery.message for delivery in hand])
        for one in begun:
            if one is not None:
                self._log.submit(one.unit)
        return [
            delivery
            for delivery, one in zip(hand, begun, strict=True)
            if one is None or not self._finished(delivery, one)
        ]

    def _begun(self, messages: Sequence[Message]) -> Sequence[Begun | None]:
        if self.begin is None or not messages:
            return []
        for _ in messages:
            passing("inbox.handling")
        try:
            return self.begin(messages)
        except Exception:  # noqa: BLE001 - handled again alone, where it is retried, logged and parked
            return [None] * len(messages)

    def _finished(self, delivery: Delivery, begun: Begun) -> bool:
        try:
            begun.finish()
        except AlreadyHeard:
            self._finish(delivery, REPEATED)
        except Exception:  # noqa: BLE001 - handled again alone, where it is retried, logged and parked
            return False
        else:
            self._finish(delivery)
        return True
