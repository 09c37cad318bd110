"""Keeping: every entry of every service, its exact bytes, checked for sequence and chain when it arrives."""

from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from typing import NamedTuple

import msgspec
from sqlalchemy import select

from services.ledger.domain.alarm import FORK, GAP, Raise
from services.ledger.readmodels.cases.story import refold
from shared.bus.batch import Early
from shared.bus.inbox import NotReady
from shared.eventlog.entry import FIRST, Entry
from shared.eventlog.schema import inbox
from shared.eventlog.unit import AlreadyHeard, Append, Hearing, Message, Unit
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.telemetry.logs import logger

log = logger("keeping")


class Missing(Early):
    """Entries before this one have not arrived: it waits, and the alarm is raised."""


class Kept(NamedTuple):
    """The end of a source's copy: position, and hash (hex) of its bytes."""

    position: int
    hash: str


class _Chained(msgspec.Struct):
    prevhash: str


_chained = msgspec.json.Decoder(_Chained)


class Keeper:
    """The ledger's way of hearing. One worker for each source calls it; the end of each copy is kept in memory."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._heads: dict[str, Kept] = {}
        self._said: set[tuple[str, str, int, str]] = set()

    def prepare(self, message: Message) -> Unit:
        """The unit that keeps this entry. AlreadyHeard for a repetition, Missing while there is a gap before it."""
        self._check(message)
        self._advance(message)
        if self._house.lot.stops(message):
            raise NotReady("earlier entries of this subject are parked")
        return Unit((), message)

    def handle(self, message: Message, hearing: Hearing = Hearing.HANDLED, also: Sequence[Append] = ()) -> list[Entry]:
        """Keep one entry alone; one that was parked comes behind later ones of its case, which is folded anew."""
        if hearing is Hearing.HANDLED:
            self._check(message)
        replayed = hearing is Hearing.REPLAYED
        chores = (partial(refold, case_no=message.subject),) if replayed else ()
        entries = self._house.log.commit(Unit(also, message, hearing, chores))
        self._advance(message)
        return entries

    def _advance(self, message: Message) -> None:
        if message.position > self._head(message.source).position:
            self._heads[message.source] = Kept(message.position, sha256(message.body).hexdigest())

    def _check(self, message: Message) -> None:
        head = self._head(message.source)
        if message.position > head.position + 1:
            head = self._heads[message.source] = max(head, self._stored(message.source))
        if message.position <= head.position:
            self._compare(message)
        elif message.position > head.position + 1:
            self._missing(message, head)
        elif (previous := _chained.decode(message.body).prevhash) != head.hash:
            self._alarm(message.source, FORK, message.position, head.hash, previous)

    def _missing(self, message: Message, head: Kept) -> None:
        first = head.position + 1
        self._alarm(message.source, GAP, first, str(first), str(message.position))
        raise Missing(f"{message.source}: entries {first} to {message.position - 1} have not arrived")

    def _compare(self, message: Message) -> None:
        """A repetition is nothing new; other bytes at a kept position are a fork."""
        kept = self._kept(message.source, message.position)
        if kept is None:
            return  # it is being kept, or its batch failed and it is handled again
        found = sha256(message.body).hexdigest()
        if kept != found:
            self._alarm(message.source, FORK, message.position, kept, found)
        raise AlreadyHeard(f"{message.source} {message.position}")

    def _alarm(self, source: str, code: str, position: int, expected: str, found: str) -> None:
        said = (source, code, position, "" if code == GAP else found)
        if said in self._said:
            return
        moment = self._house.moment(Actor("system:ledger"))
        self._house.execute(Raise(source, code, position, expected, found, moment))
        self._said.add(said)
        log.error("alarm", source=source, code=code, position=position, next_step=_next_step(source, code, position))

    def _head(self, source: str) -> Kept:
        if source not in self._heads:
            self._heads[source] = self._stored(source)
        return self._heads[source]

    def _stored(self, source: str) -> Kept:
        statement = select(inbox.c.position, inbox.c.hash).where(inbox.c.source == source)
        with self._house.log.reading() as connection:
            row = connection.execute(statement.order_by(inbox.c.position.desc()).limit(1)).first()
        return Kept(row.position, bytes(row.hash).hex()) if row else Kept(0, FIRST)

    def _kept(self, source: str, position: int) -> str | None:
        statement = select(inbox.c.hash).where(inbox.c.source == source, inbox.c.position == position)
        with self._house.log.reading() as connection:
            digest = connection.scalar(statement)
        return bytes(digest).hex() if digest is not None else None


def _next_step(source: str, code: str, position: int) -> str:
    if code == GAP:
        return f"huying relay resend {source} --from {position - 1}"
    return f"the record of {source} was changed: keep a copy of the data folder, then: huying log verify"
