"""Who asks: the random id of an asker, made at first sight and found again by blind tags only.

A stream (an appeal) keeps its asker for ever. A new stream is its phone's asker's; without a phone its user's at that
source; without either it has an asker of its own. When the asker is shredded, phone and user are forgotten.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from shared.kernel.text import asker_key
from shared.vault.blind import blind_tag, keyed
from shared.vault.keyring import Found, KeyRing
from shared.vault.shredding import STREAM
from shared.vault.tables import askers, insert_new, tags

Tag = tuple[str, str]
_KNOWN = select(askers).where(
    ((askers.c.kind == bindparam("kind")) & (askers.c.tag == bindparam("tag")))
    | ((askers.c.kind == bindparam("other_kind")) & (askers.c.tag == bindparam("other_tag")))
)


@dataclass(frozen=True, slots=True)
class Sight:
    """One appearance of an asker: the tag of its stream, and the tag it is known by (the stream's without any)."""

    stream: Tag
    known_by: Tag


def sight(secret: bytes, phone: str | None, source_user: tuple[str, str] | None, stream: str) -> Sight:
    """The tags of an appearance; ValueError for a phone without digits."""
    by_stream = (STREAM, keyed(secret, STREAM, stream))
    if phone is not None:
        return Sight(by_stream, ("phone", blind_tag(secret, "phone", phone)))
    if source_user is not None:
        return Sight(by_stream, ("user", keyed(secret, "user", *source_user)))
    return Sight(by_stream, by_stream)


def meet(connection: Connection, seen_now: Sight, ring: KeyRing, now: datetime) -> tuple[str, Found]:
    """The asker's id; made here, with its key and its place in the phone index, if it was never seen.

    The id is random, so a key that is made here is nobody else's: it is given back to be remembered after the commit.
    """
    known = _known(connection, seen_now)
    if seen_now.stream in known:
        return known[seen_now.stream], {}  # and nothing is learnt anew about an asker who may have been shredded
    asker = known.get(seen_now.known_by)
    made: Found = {}
    if asker is None:
        asker = random_id(now, os.urandom(10))
        made = ring.add(connection, [asker_key(asker)])
        if seen_now.known_by[0] == "phone":
            insert_new(connection, tags, [_row(seen_now.known_by, "ref", asker)])
    insert_new(
        connection, askers, [_row(tag, "asker", asker) for tag in {seen_now.stream, seen_now.known_by} - known.keys()]
    )
    return asker, made


def random_id(now: datetime, noise: bytes) -> str:
    """A UUIDv7 (RFC 9562) of the millisecond and ten random bytes, as text."""
    milliseconds = int(now.timestamp() * 1000)
    number = (milliseconds << 80) | int.from_bytes(noise, "big")
    number = (number & ~(0xF << 76) & ~(0x3 << 62)) | (0x7 << 76) | (0x2 << 62)
    return str(UUID(int=number))


def _known(connection: Connection, seen_now: Sight) -> dict[Tag, str]:
    (kind, tag), (other_kind, other_tag) = seen_now.stream, seen_now.known_by
    asked = {"kind": kind, "tag": tag, "other_kind": other_kind, "other_tag": other_tag}
    return {(kind, tag): asker for kind, tag, asker in connection.execute(_KNOWN, asked)}


def _row(tag: Tag, column: str, who: str) -> dict[str, str]:
    return {"kind": tag[0], "tag": tag[1], column: who}
