"""What proves something about the tree, for the evidence command and for witnesses. Numbers of leaves begin with 0.

`source` is what an entry says of its log (`/hailar/intake`). Everything is read from one connection; within one transaction
the answers fit together. Proofs are for `shared/proof`: `tree.verify_inclusion`, `tree.verify_consistency`,
`casemap.verify`.
"""

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from services.ledger.domain.seal import SEALED, SUBJECT
from services.ledger.tree.mapping import StoredNodes
from services.ledger.tree.nodes import node_of
from services.ledger.tree.tables import checkpoints, cosignatures, leaves
from shared.eventlog.schema import entries
from shared.proof.casemap import key_of
from shared.proof.mapnodes import prove
from shared.proof.tree import HASH_BYTES, consistency, inclusion

OWN = "/ledger"


class Stored(NamedTuple):
    """A checkpoint: the tree's size, and the whole signed note with the cosignatures there are so far."""

    size: int
    note: bytes


class Sealed(NamedTuple):
    """A `ledger.map_sealed`: its leaf, its position in the ledger's log, the map's root (32 bytes), and how many leaves
    the map covers: those before `covered`."""

    number: int
    position: int
    root: bytes
    covered: int


class MapMoved(Exception):
    """The map no longer stands as it was sealed: take the newest seal, with the checkpoint after it."""


class BrokenSeal(ValueError):
    """An entry that should be a seal of the map says none: the ledger's own log was changed."""


class _Seal(msgspec.Struct):
    root: str
    size: int


class _SealEntry(msgspec.Struct):
    data: _Seal


_seal = msgspec.json.Decoder(_SealEntry)


def leaf_number(connection: Connection, source: str, position: int) -> int | None:
    """The leaf of this entry; None while it is not in the tree."""
    statement = select(leaves.c.number).where(leaves.c.source == source, leaves.c.position == position)
    return connection.scalar(statement)


def inclusion_path(connection: Connection, number: int, size: int) -> list[bytes]:
    """The path from this leaf to the root of the tree of `size` leaves, lowest first."""
    return inclusion(number, size, node_of(connection, size))


def consistency_path(connection: Connection, old: int, new: int) -> list[bytes]:
    """The path that shows the tree of `old` leaves (at least 1) to be the beginning of that of `new`."""
    return consistency(old, new, node_of(connection, new))


def checkpoint(connection: Connection, at_least: int = 0) -> Stored | None:
    """The newest checkpoint, if its tree has at least so many leaves: `leaf_number + 1` asks for one over a leaf."""
    statement = select(checkpoints.c.size, checkpoints.c.body).order_by(checkpoints.c.size.desc()).limit(1)
    row = connection.execute(statement).first()
    if row is None or row.size < at_least:
        return None
    return Stored(row.size, bytes(row.body) + _cosigned(connection, row.size))


def checkpoint_of(connection: Connection, size: int) -> Stored | None:
    """The checkpoint of exactly this size."""
    body = connection.scalar(select(checkpoints.c.body).where(checkpoints.c.size == size))
    return None if body is None else Stored(size, bytes(body) + _cosigned(connection, size))


def _cosigned(connection: Connection, size: int) -> bytes:
    statement = select(cosignatures.c.line).where(cosignatures.c.size == size).order_by(cosignatures.c.name)
    return "".join(f"{line}\n" for line in connection.scalars(statement)).encode()


def seal_before(connection: Connection, size: int) -> Sealed | None:
    """The last seal of the map within the tree of `size` leaves; None before the first. BrokenSeal."""
    last = (
        select(leaves.c.number, entries.c.position, entries.c.body)
        .select_from(leaves.join(entries, leaves.c.position == entries.c.position))
        .where(leaves.c.source.endswith(OWN), leaves.c.number < size)
        .where(entries.c.type == SEALED, entries.c.subject == SUBJECT)
        .order_by(leaves.c.number.desc())
        .limit(1)
    )
    row = connection.execute(last).first()
    if row is None:
        return None
    root, covered = _said(row.position, row.body)
    return Sealed(row.number, row.position, root, covered)


def _said(position: int, body: bytes) -> tuple[bytes, int]:
    """Root and size that a seal says."""
    try:
        said = _seal.decode(bytes(body)).data
        root = bytes.fromhex(said.root)
    except (ValueError, TypeError):  # TypeError: SQLite was given no bytes
        root, said = b"", _Seal("", 0)
    if len(root) != HASH_BYTES:
        raise BrokenSeal(f"entry {position} of the ledger's log is no seal any more")
    return root, said.size


def sealed_size(connection: Connection, position: int) -> int:
    """How many leaves the seal at this position of the ledger's log covers. Of a tree that grew anew, not those before it.

    -1 where there is no seal, or none that can be read: which is named elsewhere.
    """
    body = connection.scalar(select(entries.c.body).where(entries.c.position == position))
    try:
        return _said(position, body)[1] if body is not None else -1
    except BrokenSeal:
        return -1


def map_proof(connection: Connection, subject: str, sealed: Sealed) -> tuple[bytes | None, list[bytes]]:
    """What the sealed map says of a subject (None: nothing), and the siblings for `casemap.verify`.

    MapMoved where it is not the newest seal.
    """
    nodes = StoredNodes(connection)
    if nodes.root() != sealed.root:
        raise MapMoved(f"the map has moved on since the seal over {sealed.covered} leaves; take the newest")
    return prove(nodes, key_of(subject))
