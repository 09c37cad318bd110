"""Who asks: the random id of an asker, made at first sight and found again by blind tags only.

A stream (an appeal) keeps its asker for ever. A new stream is its phone's asker's; without a phone its user's at that
source; without either it has an asker of its own. When the asker is shredded, phone and user are forgotten.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, or_, select

from shared.kernel.text import asker_key
from shared.vault.blind import blind_tag, keyed
from shared.vault.keyring import Found, KeyRing
from shared.vault.shredding import STREAM
from shared.vault.tables import askers, insert_new, tags

Tag = tuple[str, str]
KINDS = (STREAM, "phone", "user")
_KNOWN = select(askers).where(
    or_(*((askers.c.kind == kind) & askers.c.tag.in_(bindparam(kind, expanding=True)) for kind in KINDS))
)
_CHUNK = 200


class Appearance(NamedTuple):
    """Of an asker, in a stream (an appeal): the phone, and the source with its user, as far as they are known."""

    stream: str
    phone: str | None = None
    source_user: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """One appearance of an asker: the tag of its stream, and the tag it is known by (the stream's without any)."""

    stream: Tag
    known_by: Tag


def sight(secret: bytes, appearance: Appearance) -> Sight:
    """The tags of an appearance; ValueError for a phone without digits."""
    stream, phone, source_user = appearance
    by_stream = (STREAM, keyed(secret, STREAM, stream))
    if phone is not None:
        return Sight(by_stream, ("phone", blind_tag(secret, "phone", phone)))
    if source_user is not None:
        return Sight(by_stream, ("user", keyed(secret, "user", *source_user)))
    return Sight(by_stream, by_stream)


def meet(connection: Connection, appearances: Sequence[Sight], ring: KeyRing, now: datetime) -> tuple[list[str], Found]:
    """The askers' ids; those never seen are made here, with their keys and their places in the phone index.

    The ids are random, so a key that is made here is nobody else's: it is given back to be remembered after the commit.
    """
    known = _known(connection, appearances)
    stored, met, fresh = frozenset(known), list[str](), list[str]()
    for seen in appearances:
        asker = known.get(seen.stream)
        if asker is None:  # otherwise nothing is learnt anew about an asker who may have been shredded
            asker = known.get(seen.known_by) or random_id(now, os.urandom(10))
            if seen.known_by not in known:
                fresh.append(asker)
            known[seen.stream] = known[seen.known_by] = asker
        met.append(asker)
    made: Found = ring.add(connection, map(asker_key, fresh)) if fresh else {}
    new = [(tag, asker) for tag, asker in known.items() if tag not in stored]
    insert_new(connection, tags, [_row(tag, "ref", asker) for tag, asker in new if tag[0] == "phone"])
    insert_new(connection, askers, [_row(tag, "asker", asker) for tag, asker in new])
    return met, made


def random_id(now: datetime, noise: bytes) -> str:
    """A UUIDv7 (RFC 9562) of the millisecond and ten random bytes, as text."""
    milliseconds = int(now.timestamp() * 1000)
    number = (milliseconds << 80) | int.from_bytes(noise, "big")
    number = (number & ~(0xF << 76) & ~(0x3 << 62)) | (0x7 << 76) | (0x2 << 62)
    return str(UUID(int=number))


def _known(connection: Connection, appearances: Iterable[Sight]) -> dict[Tag, str]:
    wanted = sorted({tag for seen in appearances for tag in (seen.stream, seen.known_by)})
    known: dict[Tag, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        asked = {kind: [tag for of, tag in chunk if of == kind] for kind in KINDS}
        known |= {(kind, tag): asker for kind, tag, asker in connection.execute(_KNOWN, asked)}
    return known


def _row(tag: Tag, column: str, who: str) -> dict[str, str]:
    return {"kind": tag[0], "tag": tag[1], column: who}
