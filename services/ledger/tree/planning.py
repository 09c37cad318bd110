"""A tick worked out beside the database: the edge after the new leaves, and the map over them. Nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from services.ledger.tree.edge import Edge
from services.ledger.tree.gathering import Kept, subject_of
from services.ledger.tree.leaf import Leaf
from services.ledger.tree.mapping import StoredNodes
from services.ledger.tree.nodes import leaves_of
from services.ledger.tree.proving import seal_before
from shared.proof.casemap import Value, decode, encode, extended, key_of
from shared.proof.mapnodes import update


@dataclass(frozen=True, slots=True)
class Plan:
    """`edge` is the tree after the leaves, which begin at number `first`; `nodes` of the map are to be stored.

    `map_root` covers all leaves of `edge`; `own_position` is where the seal must come to stand in the ledger's log.
    """

    first: int
    leaves: Sequence[Leaf]
    edge: Edge
    map_root: bytes
    nodes: dict[str, bytes]
    own_position: int


def planned(connection: Connection, edge: Edge, news: Sequence[Kept], own_position: int, own: str) -> Plan:
    """The tick that takes these entries. `edge` stands where the stored tree ends, and is not changed."""
    grown = edge.copy()
    seen = _uncovered(connection, edge.size, own)
    for one in news:
        seen.append((grown.size, one.subject, one.leaf.hash))
        grown.append(seen[-1][2])
    nodes = StoredNodes(connection)
    map_root = mapped(nodes, seen)
    return Plan(edge.size, [one.leaf for one in news], grown, map_root, nodes.made, own_position)


Seen = tuple[int, str, bytes]
"""A leaf as the map sees it: number, subject, hash."""


def mapped(nodes: StoredNodes, seen: Sequence[Seen]) -> bytes:
    """The map's root (32 bytes) with these leaves, which come in the order of their numbers behind all it covers."""
    keys = {subject: key_of(subject) for _, subject, _ in seen}
    before = nodes.values(keys.values())
    values: dict[str, Value] = {subject: decode(before[key]) for subject, key in keys.items() if key in before}
    for number, subject, leaf_hash in seen:
        values[subject] = extended(values.get(subject), number, leaf_hash)
    return update(nodes, {keys[subject]: encode(value) for subject, value in values.items()})


def _uncovered(connection: Connection, size: int, own: str) -> list[Seen]:
    """The leaves that the last seal does not cover: its own."""
    last = seal_before(connection, size)
    covered = last.covered if last else 0
    there = leaves_of(connection, covered, size - covered)
    return [(covered + index, subject_of(connection, leaf, own), leaf.hash) for index, leaf in enumerate(there)]
