"""A tick worked out beside the database: the edge after the new leaves, and the map over them. Nothing is written here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from services.ledger.tree.edge import Edge
from services.ledger.tree.gathering import Kept, subject_of
from services.ledger.tree.leaf import Leaf
from services.ledger.tree.mapping import Changed, StoredNodes
from services.ledger.tree.nodes import leaves_of
from services.ledger.tree.proving import BrokenSeal, Sealed, seal_before
from services.ledger.tree.standing import Refused
from shared.proof.casemap import EMPTY, Value, decode, encode, extended, key_of
from shared.proof.mapnodes import update

PAGE = 4_096
VERIFY = "keep a copy of the database as it is, then: huying log verify"


@dataclass(frozen=True, slots=True)
class Plan:
    """`edge` is the tree after the leaves, which begin at number `first`; `nodes` of the map are to be stored.

    `map_root` covers all leaves of `edge`; `own_position` is where the seal must come to stand in the ledger's log.
    """

    first: int
    leaves: Sequence[Leaf]
    edge: Edge
    map_root: bytes
    nodes: StoredNodes
    own_position: int


Seen = tuple[int, str, bytes]
"""A leaf as the map sees it: number, subject, hash."""


def planned(connection: Connection, edge: Edge, news: Sequence[Kept], own_position: int, own: str) -> Plan:
    """The tick that takes these entries. `edge` stands where the stored tree ends, and is not changed. Refused."""
    grown = edge.copy()
    try:
        last = seal_before(connection, edge.size)
    except BrokenSeal as broken:
        raise Refused(str(broken), VERIFY) from None
    seen = list(
        _seen(connection, last.covered if last else 0, edge.size, own)
    )  # the last seal, which it does not cover
    for one in news:
        seen.append((grown.size, one.subject, one.leaf.hash))
        grown.append(seen[-1][2])
    try:
        nodes = _as_sealed(connection, last)
        root = mapped(nodes, seen)
    except Changed:
        nodes = _anew(connection, last, own)
        root = mapped(nodes, seen)
    return Plan(edge.size, [one.leaf for one in news], grown, root, nodes, own_position)


def mapped(nodes: StoredNodes, seen: Iterable[Seen]) -> bytes:
    """The map's root (32 bytes) with these leaves, which come in the order of their numbers behind all it covers. Changed."""
    there = list(seen)
    keys = {subject: key_of(subject) for _, subject, _ in there}
    before = nodes.values(keys.values())
    values: dict[str, Value] = {subject: decode(before[key]) for subject, key in keys.items() if key in before}
    for number, subject, leaf_hash in there:
        values[subject] = extended(values.get(subject), number, leaf_hash)
    return update(nodes, {keys[subject]: encode(value) for subject, value in values.items()})


def _as_sealed(connection: Connection, last: Sealed | None) -> StoredNodes:
    """The stored map, whose root is the one that was sealed last. Changed."""
    nodes = StoredNodes(connection)
    if nodes.root() != (last.root if last else EMPTY):
        raise Changed("the stored map is not the one that was sealed last")
    return nodes


def _anew(connection: Connection, last: Sealed | None, own: str) -> StoredNodes:
    """The map as it was sealed last, made from the leaves and without any stored node. Refused."""
    sealed = last.root if last else EMPTY
    nodes = StoredNodes(connection, anew=True)
    root, seen = EMPTY, _seen(connection, 0, last.covered if last else 0, own)
    while page := list(islice(seen, PAGE)):
        root = mapped(nodes, page)
    if root != sealed:
        raise Refused("the map of cases is not what was sealed, nor can it be made so from the leaves", VERIFY)
    return nodes


def _seen(connection: Connection, first: int, end: int, own: str) -> Iterator[Seen]:
    """Stored leaves from one number to before another."""
    for begin in range(first, end, PAGE):
        there = leaves_of(connection, begin, min(PAGE, end - begin))
        for number, leaf in enumerate(there, begin):
            yield number, subject_of(connection, leaf, own), leaf.hash
