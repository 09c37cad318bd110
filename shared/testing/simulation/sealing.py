"""How drafts become entries: as in reality, or with the data beside the bytes, which costs a third less.

A light body holds what the chain and the ledger read (id, prevhash, sequence) as JSON; the fact is kept under it. What
an event says still goes through `plain`, homes are made explicit, and every reader converts it, exactly as in reality;
what is left out is the check and the writing and reading of JSON, which changes nothing in what `plain` gives.
"""

from hashlib import sha256
from typing import Protocol

from shared.eventlog.entry import FIRST, Draft, Entry, Place, partition_of, seal
from shared.eventlog.fact import Fact, fact_of, with_homes


class Sealing(Protocol):
    """Entries from drafts, and facts from entries."""

    def seal(self, draft: Draft, place: Place) -> Entry:
        """The entry for this draft at this place."""

    def fact(self, body: bytes) -> Fact:
        """The fact in an entry's bytes."""


class RealSealing:
    """Canonical JSON, its check and its reading."""

    def seal(self, draft: Draft, place: Place) -> Entry:
        """As the log does it."""
        return seal(draft, place)

    def fact(self, body: bytes) -> Fact:
        """As every reader does it."""
        return fact_of(body)


class LightSealing:
    """The data beside the bytes. One for a world: it keeps every fact."""

    def __init__(self) -> None:
        self._facts: dict[bytes, Fact] = {}

    def seal(self, draft: Draft, place: Place) -> Entry:
        """The same entry with few bytes."""
        previous = place.previous.hex() if place.previous else FIRST
        where = f'"sequence":"{place.position:020}","source":"{place.source}"'
        body = f'{{"id":"{draft.id}","prevhash":"{previous}",{where}}}'.encode()
        self._facts[body] = Fact(
            place.source.rpartition("/")[2],
            place.position,
            draft.id,
            draft.type,
            place.subject,
            place.stream,
            place.version,
            draft.time,
            place.recorded_at,
            draft.actor,
            draft.correlation or draft.id,
            with_homes(draft.data, place.subject, draft.id),
            place.source,
            previous,
            draft.trace,
        )
        return Entry(
            place.position,
            place.stream,
            place.version,
            draft.type,
            place.subject,
            partition_of(place.subject),
            body,
            sha256(body).digest(),
            place.recorded_at,
        )

    def fact(self, body: bytes) -> Fact:
        """What was sealed into these bytes; KeyError for others."""
        return self._facts[body]
