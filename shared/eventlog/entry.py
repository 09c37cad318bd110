"""An entry: one CloudEvent 1.0 in canonical JSON, chained by SHA-256 to the one before it."""

import hashlib
import secrets
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from shared.eventlog.codec import canonical
from shared.kernel.actor import Actor
from shared.kernel.times import stamp

FIRST = "0" * 64
PARTITIONS = 8


class Entry(NamedTuple):
    """A stored entry. `body` are its exact bytes, `hash` the SHA-256 of them (32 bytes)."""

    position: int
    stream: str
    version: int
    type: str
    subject: str
    partition: int
    body: bytes
    hash: bytes
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """What an entry will say, before it has a position. `id` is a UUIDv7; `data` is checked by the codec."""

    id: str
    type: str
    time: datetime
    data: dict[str, Any]
    actor: Actor
    causation: str | None = None
    correlation: str | None = None
    trace: str | None = None
    salt: str = field(default_factory=lambda: secrets.token_hex(16))


class Place(NamedTuple):
    """Where in the log a draft comes to stand; `source` is `/<jurisdiction>/<service>`."""

    source: str
    subject: str
    stream: str
    version: int
    position: int
    previous: bytes | None
    recorded_at: datetime


def partition_of(subject: str) -> int:
    """The partition of a subject: all entries about one case share it."""
    return zlib.crc32(subject.encode()) % PARTITIONS


def seal(draft: Draft, place: Place) -> Entry:
    """The entry for this draft at this place. NotCanonical, EntryTooLarge."""
    body = canonical(envelope(draft, place))
    return Entry(
        place.position,
        place.stream,
        place.version,
        draft.type,
        place.subject,
        partition_of(place.subject),
        body,
        hashlib.sha256(body).digest(),
        place.recorded_at,
    )


def envelope(draft: Draft, place: Place) -> dict[str, Any]:
    """The CloudEvent as an object; optional attributes that are empty are left out."""
    actor = draft.actor
    optional = {
        "actorunit": actor.unit,
        "actorpost": actor.post,
        "onbehalfof": actor.on_behalf_of,
        "causationid": draft.causation,
        "correlationid": draft.correlation,
        "traceparent": draft.trace,
    }
    return {
        "specversion": "1.0",
        "id": draft.id,
        "source": place.source,
        "type": draft.type,
        "subject": place.subject,
        "time": stamp(draft.time),
        "recordedtime": stamp(place.recorded_at),
        "datacontenttype": "application/json",
        "sequence": f"{place.position:020}",
        "prevhash": place.previous.hex() if place.previous else FIRST,
        "salt": draft.salt,
        "streamid": place.stream,
        "streamversion": place.version,
        "partitionkey": place.subject,
        "actor": actor.account,
        "data": draft.data,
        **{name: value for name, value in optional.items() if value},
    }
