"""Keeping: every entry of every service, its exact bytes, checked for sequence and chain when it arrives."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import select

from services.ledger.domain.alarm import Raise
from shared.bus.inbox import NotReady
from shared.eventlog.entry import FIRST, Entry
from shared.eventlog.fact import fact_of
from shared.eventlog.schema import inbox
from shared.eventlog.unit import AlreadyHeard, Append, Hearing, Message, Unit
from shared.house.house import House
from shared.kernel.actor import Actor


class Missing(NotReady):
    """Entries before this one have not arrived: it waits, and the alarm is raised."""


class Kept(NamedTuple):
    """The end of a source's copy: position, and hash (hex) of its bytes."""

    position: int
    hash: str


class Keeper:
    """The ledger's way of hearing."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._heads: dict[str, Kept] = {}

    def prepare(self, message: Message) -> Unit:
        """The unit that keeps this entry. AlreadyHeard for a repetition, Missing while there is a gap before it."""
        self._check(message)
        if self._house.lot.holds(message.subject):
            raise NotReady("earlier entries of this subject are parked")
        self._heads[message.source] = Kept(message.position, sha256(message.body).hexdigest())
        return Unit((), message)

    def handle(self, message: Message, hearing: Hearing = Hearing.HANDLED, also: Sequence[Append] = ()) -> list[Entry]:
        """Keep one entry alone."""
        if hearing is Hearing.HANDLED:
            self._check(message)
        entries = self._house.log.commit(Unit(also, message, hearing))
        head = self._head(message.source)
        if message.position > head.position:
            self._heads[message.source] = Kept(message.position, sha256(message.body).hexdigest())
        return entries

    def _check(self, message: Message) -> None:
        head = self._head(message.source)
        if message.position <= head.position:
            self._compare(message)
            return
        if message.position > head.position + 1:
            self._alarm(message, "gap", str(head.position + 1), str(message.position))
            raise Missing(
                f"{message.source}: entries {head.position + 1} to {message.position - 1} have not arrived; "
                f"huying relay resend {message.source} --from {head.position}"
            )
        previous = fact_of(message.body).previous
        if previous != head.hash:
            self._alarm(message, "fork", head.hash, previous)

    def _compare(self, message: Message) -> None:
        """A repetition is nothing new; other bytes at a kept position are a fork."""
        kept = self._kept(message.source, message.position)
        found = sha256(message.body).hexdigest()
        if kept is None:
            return  # its batch failed: it is handled again
        if kept != found:
            self._alarm(message, "fork", kept, found)
        raise AlreadyHeard(f"{message.source} {message.position}")

    def _alarm(self, message: Message, code: str, expected: str, found: str) -> None:
        moment = self._house.moment(Actor("system:ledger"))
        self._house.execute(Raise(message.source, code, message.position, expected, found, moment))

    def _head(self, source: str) -> Kept:
        if source not in self._heads:
            statement = select(inbox.c.position, inbox.c.hash).where(inbox.c.source == source)
            with self._house.engine.connect() as connection:
                row = connection.execute(statement.order_by(inbox.c.position.desc()).limit(1)).first()
            self._heads[source] = Kept(row.position, bytes(row.hash).hex()) if row else Kept(0, FIRST)
        return self._heads[source]

    def _kept(self, source: str, position: int) -> str | None:
        statement = select(inbox.c.hash).where(inbox.c.source == source, inbox.c.position == position)
        with self._house.engine.connect() as connection:
            digest = connection.scalar(statement)
        return bytes(digest).hex() if digest is not None else None
