"""Storing again what a service said: same positions, bytes and times; and what it heard that led there.

What a restored service heard since its backup was acknowledged long ago and never comes again by itself. What led to
entries is known by their `causationid`; what stood before it in its queue had been handled too. These messages are
noted as heard without being decided again: their entries are there.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from services.cli.recovery.copies import Copies
from services.cli.recovery.unheard import Unheard, message_of, unheard
from shared.eventlog.entry import Entry
from shared.eventlog.fact import fact_of
from shared.eventlog.statements import locked_state
from shared.eventlog.unit import Hearing, Message, Unit
from shared.eventlog.write import store
from shared.house.history import DISCARDED, PARKED, REPLAYED
from shared.house.house import House

STEP = 200


class Relived(NamedTuple):
    """A message and the entries it led to, or entries alone; `seen` is the log's position after them."""

    heard: Message | None
    hearing: Hearing
    entries: Sequence[Entry]
    seen: int


class _Caused(msgspec.Struct):
    causationid: str | None = None


_caused = msgspec.json.Decoder(_Caused)


def relive(house: House, copies: Copies) -> int:
    """Store what others have beyond the end of this log; how many entries. Forked, and then the rest is not stored."""
    count, units = 0, Past(house, copies).units()
    while page := list(islice(units, STEP)):
        house.log.chore(lambda connection, page=page: _write(house, connection, page))  # type: ignore[misc]
        count += sum(len(one.entries) for one in page)
    return count


def _write(house: House, connection: Connection, page: Sequence[Relived]) -> None:
    head, _ = locked_state(connection, ())
    first = next((entry.position for one in page for entry in one.entries), head.position + 1)
    if first != head.position + 1:
        raise RuntimeError(f"{house.name}: somebody appended meanwhile; stop its processes and say it again")
    done = [(Unit((), one.heard, one.hearing), one.entries) for one in page]
    store(connection, done, {unit: one.seen for (unit, _), one in zip(done, page, strict=True)})
    house.apply(connection, done)


class Past:
    """What one service did after the end of its log, as the copies tell it."""

    def __init__(self, house: House, copies: Copies) -> None:
        self._house, self._copies = house, copies
        messages: Iterable[Message] = () if house.spec.hears_all else unheard(house, copies)
        self._unheard = Unheard(messages, house.subscription.queue_of) if self._lacks_any() else Unheard((), _nowhere)
        self._parked = {message.id: message for message in map(house.lot.message, house.lot.waiting())}

    def _lacks_any(self) -> bool:
        return next(self._copies.missing(self._house.name), None) is not None

    def units(self) -> Iterator[Relived]:
        """In the order of the log."""
        for _, together in groupby(self._copies.missing(self._house.name), _unit_of):
            yield from self._unit(list(together))

    def _unit(self, together: Sequence[Entry]) -> Iterator[Relived]:
        first = together[0]
        before, last = first.position - 1, together[-1].position
        cause = _caused.decode(first.body).causationid
        if first.type in (PARKED, REPLAYED, DISCARDED):
            yield self._moved(first)
        elif cause in self._parked:
            yield Relived(self._parked.pop(cause), Hearing.REPLAYED, together, last)
        elif cause and (taken := self._unheard.take(cause)):
            yield from (Relived(message, Hearing.HANDLED, (), before) for message in taken[:-1])
            yield Relived(taken[-1], Hearing.HANDLED, together, last)
        else:
            yield Relived(None, Hearing.HANDLED, together, last)

    def _moved(self, entry: Entry) -> Relived:
        """Into the parking lot, or out of it."""
        data = fact_of(entry.body).data
        if entry.type == PARKED and not self._house.log.heard(data["source"], data["position"]):
            found = self._copies.at(data["source"], data["position"])
            if found is not None:
                message = self._parked[data["id"]] = message_of(data["source"], found)
                self._unheard.drop(data["id"])
                return Relived(message, Hearing.PARKED, (entry,), entry.position)
        replayed = self._parked.pop(data["id"], None)
        heard = replayed if entry.type == REPLAYED else None
        return Relived(heard, Hearing.REPLAYED, (entry,), entry.position)


def _unit_of(entry: Entry) -> str:
    """What entries of one unit share: the message that caused them."""
    cause = None if entry.type in (PARKED, REPLAYED, DISCARDED) else _caused.decode(entry.body).causationid
    return cause or str(entry.position)


def _nowhere(_: Message) -> int:
    return 0
