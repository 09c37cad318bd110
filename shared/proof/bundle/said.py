"""The entries of a bundle, as far as their proof and their disclosure need to read them."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any, NamedTuple, Optional

from shared.proof.bundle.documents import Placed, canonical_json, strict_json
from shared.proof.bundle.reasons import Wrong
from shared.proof.tree import leaf_hash

_SEQUENCE = re.compile(r"[0-9]{1,20}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Said(NamedTuple):
    """One entry: where it stands in the tree and in its log, what it is chained to, and its data. Hashes in hex."""

    about: str
    number: int
    log: str
    position: int
    id: str
    type: str
    subject: str
    recorded: str
    previous: str
    hash: str
    data: dict[str, Any]

    def leaf(self) -> bytes:
        """The hash of its leaf in the tree."""
        return leaf_hash(canonical_json({"log": self.log, "position": self.position, "sha-256": self.hash}))


def entry_name(number: int) -> str:
    """The file of the entry with this leaf."""
    return f"entries/{number:012}.json"


def read_entry(about: str, body: bytes, placed: Placed) -> Said:
    """The entry of these bytes; `Wrong` unless it says the log and position that its proof says."""
    told = strict_json(about, body)
    if type(told) is not dict:
        raise Wrong("entry.malformed", about, "no object")
    sequence = _text(about, told, "sequence")
    if _SEQUENCE.fullmatch(sequence) is None:
        raise Wrong("entry.malformed", about, "sequence")
    if (_text(about, told, "source"), int(sequence)) != (placed.log, placed.position):
        raise Wrong("entry.place", about)
    data = told.get("data")
    if type(data) is not dict:
        raise Wrong("entry.malformed", about, "data")
    event, type_, subject = (_text(about, told, name) for name in ("id", "type", "subject"))
    recorded, previous = _text(about, told, "recordedtime"), _text(about, told, "prevhash")
    place = about, placed.number, placed.log, placed.position
    return Said(*place, event, type_, subject, recorded, previous, sha256(body).hexdigest(), data)


def _text(about: str, told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    if type(value) is not str:
        raise Wrong("entry.malformed", about, name)
    return value


def field_at(data: dict[str, Any], path: str) -> Optional[dict[str, Any]]:
    """The object at this path of an entry's data (`text`, `attachments.0.name`); None where there is no object."""
    found: Any = data
    for step in path.split("."):
        if type(found) is dict:
            found = found.get(step)
        elif type(found) is list and step.isascii() and step.isdigit() and len(step) < 6 and int(step) < len(found):
            found = found[int(step)]
        else:
            return None
    return found if type(found) is dict else None


def digest_in(found: Optional[dict[str, Any]]) -> Optional[str]:
    """The digest (hex) that a closed field or an attachment states; None if it states none."""
    digest = found.get("digest") if found else None
    return digest if type(digest) is str and _DIGEST.fullmatch(digest) else None
