"""Handling what a restored service has not heard (any more), in the order in which it was recorded."""

from collections.abc import Iterator
from itertools import islice

from services.cli.recovery.copies import Copies
from services.cli.recovery.unheard import unheard
from shared.bus.wire import Delivery
from shared.eventlog.unit import Message
from shared.house.house import House


class Handed:
    """A source that ends when everything was taken."""

    def __init__(self, messages: Iterator[Message]) -> None:
        self._messages = messages
        self.taken = 0

    def get(self) -> Delivery | None:
        """The next one."""
        return next(iter(self.more(1)), None)

    def more(self, limit: int) -> list[Delivery]:
        """Up to so many."""
        found = [Delivery(message, _forget) for message in islice(self._messages, limit)]
        self.taken += len(found)
        return found


def hear_again(house: House, copies: Copies) -> int:
    """Handle everything the service hears and has not heard, by its own reactions, parking what fails; how many.

    Not by the wire: there, what was said since would come first, and the order of a case would be lost.
    """
    source = Handed(unheard(house, copies))
    house.worker(source).run()
    return source.taken


def _forget() -> None:
    """Nobody waits for the acknowledgement."""
