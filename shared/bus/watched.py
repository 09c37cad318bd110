"""A source seen from outside: how long messages are in hand, and how old they are once they are handled."""

from contextlib import suppress
from time import perf_counter

from shared.bus.wire import Delivery, Source
from shared.eventlog.clock import Clock
from shared.eventlog.fact import fact_of
from shared.eventlog.unit import Message
from shared.telemetry import traces
from shared.telemetry.tally import AGE, HANDLING

Key = tuple[str, int]
NO_ENTRY = (ValueError, KeyError, TypeError)
"""What reading bytes raises that are no entry of ours."""


class Watched:
    """The source of one worker. A message is in hand from `get` or `more` until its `done`.

    What is let go without it (at an end, or a lost connection) comes again under the same key.
    """

    def __init__(self, service: str, source: Source, clock: Clock) -> None:
        self._service, self._source, self._clock = service, source, clock
        self._handling, self._age = HANDLING.of(service), AGE.of(service)
        self._in_hand: dict[Key, float] = {}

    def get(self) -> Delivery | None:
        """As the source's."""
        delivery = self._source.get()
        return None if delivery is None else self._taken(delivery)

    def more(self, limit: int) -> list[Delivery]:
        """As the source's."""
        return [self._taken(delivery) for delivery in self._source.more(limit)]

    @property
    def in_hand(self) -> int:
        """How many messages are in hand."""
        return len(self._in_hand)

    @property
    def oldest_in_hand(self) -> float:
        """For how many seconds the one taken first has been in hand; 0 if there is none."""
        began = next(iter(list(self._in_hand.values())), None)
        return 0.0 if began is None else perf_counter() - began

    def _taken(self, delivery: Delivery) -> Delivery:
        message = delivery.message
        self._in_hand[message.source, message.position] = perf_counter()
        if traces.tracer is not None:
            with suppress(*NO_ENTRY):
                traces.tracer.hear(self._service, fact_of(message.body))
        return Delivery(message, lambda: self._done(delivery))

    def _done(self, delivery: Delivery) -> None:
        message = delivery.message
        began = self._in_hand.pop((message.source, message.position), None)
        if began is not None:
            self._handling.observe(perf_counter() - began)
            self._age.observe(self._age_of(message))
        if traces.tracer is not None:
            traces.tracer.heard(self._service, message.source, message.position)
        delivery.done()

    def _age_of(self, message: Message) -> float:
        """Seconds since it was recorded; what was just handled was just read, and is remembered as a fact."""
        try:
            return max((self._clock() - fact_of(message.body).recorded_at).total_seconds(), 0.0)
        except NO_ENTRY:  # it was parked
            return 0.0
