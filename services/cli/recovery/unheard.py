"""What a service hears and has not in its inbox: read from the logs of those who said it."""

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from services.cli.recovery.copies import Copies, heard_positions
from shared.eventlog.codec import id_of
from shared.eventlog.entry import Entry
from shared.eventlog.unit import Message
from shared.house.house import House


def unheard(house: House, copies: Copies) -> Iterator[Message]:
    """In the order in which it was recorded, that of each source kept; the ledger's source by source."""
    sources = house.world.services if house.spec.hears_all else sorted({source for source, _ in house.hears})
    streams = [_of(house, copies, source) for source in sources]
    if house.spec.hears_all:
        merged: Iterable[tuple[str, Entry]] = (pair for stream in streams for pair in stream)
    else:
        merged = heapq.merge(*streams, key=lambda pair: pair[1].recorded_at)
    return (message_of(source, entry) for source, entry in merged)


def message_of(source: str, entry: Entry) -> Message:
    """The entry as it travels."""
    return Message(source, entry.position, id_of(entry.body), entry.type, entry.subject, entry.body)


def _of(house: House, copies: Copies, source: str) -> Iterator[tuple[str, Entry]]:
    """Those of one source. Both sides come in order, so that neither is held in memory."""
    types = None if house.spec.hears_all else {type_ for service, type_ in house.hears if service == source}
    have = heard_positions(house.log, source)
    next_had = next(have, 0)
    for entry in copies.entries(source):
        while next_had and next_had < entry.position:
            next_had = next(have, 0)
        if entry.position != next_had and (types is None or entry.type in types):
            yield source, entry


QueueOf = Callable[[Message], int]


class Unheard:
    """What was not heard, to be taken message by message together with what stood before it in its queue."""

    def __init__(self, messages: Iterable[Message], queue_of: QueueOf) -> None:
        self._queue_of = queue_of
        self._by_id: dict[str, Message] = {}
        self._queues: dict[tuple[str, int], deque[Message]] = {}
        for message in messages:
            self._by_id[message.id] = message
            self._queues.setdefault((message.source, queue_of(message)), deque()).append(message)

    def take(self, id_: str) -> list[Message]:
        """The message of this id, behind those of its source that stood before it in its queue; empty if not there.

        A queue is handled strictly in order: whoever handled this one had handled those.
        """
        message = self._by_id.get(id_)
        if message is None:
            return []
        queue, taken = self._queues[message.source, self._queue_of(message)], list[Message]()
        while not taken or taken[-1].id != id_:
            taken.append(queue.popleft())
            del self._by_id[taken[-1].id]
        return taken

    def drop(self, id_: str) -> None:
        """It was heard after all."""
        message = self._by_id.pop(id_, None)
        if message is not None:
            self._queues[message.source, self._queue_of(message)].remove(message)
