"""Making a bundle: what goes into its ZIP (decision 20), in the spelling that the checks expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from shared.proof.bundle.documents import (
    ATTACHMENTS,
    MANIFEST,
    OPENED,
    PROOFS,
    OpenedField,
    OpenedFile,
    Placed,
    canonical_json,
)
from shared.proof.bundle.said import entry_name
from shared.proof.bundle.verdict import ALGORITHMS, CHECKPOINT, EARLIER, FORMAT, HISTORY, VERIFIER
from shared.proof.bundle.whole import MAP_ENTRY
from shared.proof.casemap import Value


class Leaf(NamedTuple):
    """An entry's exact bytes, and where it stands."""

    placed: Placed
    body: bytes


class Earlier(NamedTuple):
    """A checkpoint from before, and the path that leads from it to the bundle's."""

    note: bytes
    path: Sequence[bytes]


class Contents(NamedTuple):
    """What is in a bundle. `made_at` is the seal's recorded time; `rules` are by file name; `attachments` with bytes."""

    subject: str
    origin: str
    made_at: str
    checkpoint: bytes
    entries: Sequence[Leaf]
    seal: Leaf
    value: Value
    siblings: Sequence[bytes]
    earlier: Earlier | None = None
    opened: Sequence[OpenedField] = ()
    attachments: Sequence[tuple[OpenedFile, bytes]] = ()
    rules: Mapping[str, bytes] = {}
    history: bytes | None = None
    verifier: bytes | None = None


def packed(contents: Contents) -> dict[str, bytes]:
    """The files of the bundle by name, the manifest over all others among them."""
    files = {CHECKPOINT: contents.checkpoint, MAP_ENTRY: contents.seal.body, PROOFS: canonical_json(_proofs(contents))}
    files.update((entry_name(leaf.placed.number), leaf.body) for leaf in contents.entries)
    if contents.earlier:
        files[EARLIER] = contents.earlier.note
    files[OPENED] = canonical_json([_hexed(one) for one in contents.opened])
    files[ATTACHMENTS] = canonical_json([_hexed(one) for one, _ in contents.attachments])
    files.update((one.file, content) for one, content in contents.attachments)
    files.update(contents.rules)
    files.update((name, body) for name, body in ((HISTORY, contents.history), (VERIFIER, contents.verifier)) if body)
    return {**files, MANIFEST: canonical_json(_manifest(contents, files))}


def _manifest(contents: Contents, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "algorithms": ALGORITHMS,
        "subject": contents.subject,
        "origin": contents.origin,
        "made_at": contents.made_at,
        "files": {name: sha256(body).hexdigest() for name, body in files.items()},
    }


def _proofs(contents: Contents) -> dict[str, Any]:
    value = {"chain": contents.value.chain.hex(), "count": contents.value.count, "last": contents.value.last}
    siblings = [one.hex() for one in contents.siblings]
    return {
        "entries": [_placed(leaf.placed) for leaf in contents.entries],
        "map": {**_placed(contents.seal.placed), "siblings": siblings, "value": value},
        "consistency": [one.hex() for one in contents.earlier.path] if contents.earlier else None,
    }


def _placed(placed: Placed) -> dict[str, Any]:
    return {**placed._asdict(), "path": [one.hex() for one in placed.path]}


def _hexed(one: OpenedField | OpenedFile) -> dict[str, Any]:
    return {**one._asdict(), "salt": one.salt.hex()}
