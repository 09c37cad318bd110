"""Every copy of a service's entries: its own log, the ledger's, and the exact bytes in the inboxes of all who heard it."""

import heapq
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import chain
from operator import itemgetter

from sqlalchemy import select

from shared.eventlog.entry import FIRST, Entry, partition_of
from shared.eventlog.fact import fact_of
from shared.eventlog.log import Log
from shared.eventlog.schema import entries, inbox
from shared.eventlog.verify import faults_of
from shared.house.house import House

PAGE = 500
Heard = tuple[int, bytes]


class Forked(Exception):
    """Two copies of one entry differ, or one does not follow the entry before it: no copy can be taken on trust."""


def entry_of(body: bytes) -> Entry:
    """The entry with these exact bytes, its columns as the bytes say."""
    fact = fact_of(body)
    digest, partition = sha256(body).digest(), partition_of(fact.subject)
    place = fact.position, fact.stream, fact.version, fact.type, fact.subject
    return Entry(*place, partition, body, digest, fact.recorded_at)


class Copies:
    """What all services of an installation hold of each other."""

    def __init__(self, houses: Mapping[str, House]) -> None:
        self._houses = houses

    def known(self, source: str) -> int:
        """The highest position of this service that anybody has."""
        return max(
            self._houses[source].log.head().position, *(_last(house.log, source) for house in self._houses.values())
        )

    def entries(self, source: str, after: int = 0) -> Iterator[Entry]:
        """All entries after a position, in order: first those of its own log, then what only others have."""
        log = self._houses[source].log
        return chain(log.read(after), (entry for entry in self.missing(source) if entry.position > after))

    def missing(self, source: str) -> Iterator[Entry]:
        """What others have beyond the end of this log, up to the first gap. Forked."""
        log = self._houses[source].log
        head = log.head()
        expected, previous = head.position + 1, head.hash.hex() if head.hash else FIRST
        for position, body in self._heard(source, head.position):
            if position > expected:
                return
            if position < expected:  # another copy of the one before
                if sha256(body).hexdigest() != previous:
                    raise Forked(f"{source} position {position}: two services hold different bytes; huying log verify")
                continue
            try:
                entry = entry_of(body)
            except (ValueError, KeyError, TypeError):
                raise Forked(f"{source} position {position}: a copy is no entry any more; huying log verify") from None
            if faults := faults_of(log.source, entry, previous):
                raise Forked(f"{source} position {position}: {faults[0].detail}; huying log verify")
            yield entry
            expected, previous = position + 1, entry.hash.hex()

    def at(self, source: str, position: int) -> Entry | None:
        """One entry, wherever it is."""
        log = self._houses[source].log
        with log.reading() as connection:
            body = connection.scalar(select(entries.c.body).where(entries.c.position == position))
        if body is None:
            found = next(self._heard(source, position - 1), None)
            body = found[1] if found and found[0] == position else None
        return entry_of(_bytes(body)) if body is not None else None

    def _heard(self, source: str, after: int) -> Iterator[Heard]:
        """(position, body) of every copy in every inbox, in order; the same entry comes once for each that has it."""
        return heapq.merge(*(_inbox(house.log, source, after) for house in self._houses.values()), key=itemgetter(0))


def _bytes(body: bytes | memoryview | str) -> bytes:
    """SQLite keeps what is put into it, and somebody may have put text."""
    return body.encode() if isinstance(body, str) else bytes(body)


def _last(log: Log, source: str) -> int:
    statement = select(inbox.c.position).where(inbox.c.source == source).order_by(inbox.c.position.desc()).limit(1)
    with log.reading() as connection:
        return connection.scalar(statement) or 0


def _inbox(log: Log, source: str, after: int) -> Iterator[Heard]:
    statement = select(inbox.c.position, inbox.c.body).where(inbox.c.source == source).order_by(inbox.c.position)
    while True:
        with log.reading() as connection:
            page = connection.execute(statement.where(inbox.c.position > after).limit(PAGE)).all()
        if not page:
            return
        yield from ((position, _bytes(body)) for position, body in page)
        after = page[-1].position


def heard_positions(log: Log, source: str) -> Iterator[int]:
    """The positions of a service that this one has in its inbox, in order."""
    after = 0
    statement = select(inbox.c.position).where(inbox.c.source == source).order_by(inbox.c.position)
    while True:
        with log.reading() as connection:
            page = connection.scalars(statement.where(inbox.c.position > after).limit(PAGE * 10)).all()
        if not page:
            return
        yield from page
        after = page[-1]
