"""The tree over what was seen: every leaf against its entry, every stored tile, the map of cases, and all roots asked for."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from services.ledger.checking.naming import Named, fault
from services.ledger.checking.rows import LEAF, PAGE, select
from services.ledger.checking.seen import Seen
from services.ledger.domain.seal import SUBJECT
from services.ledger.tree.edge import Edge
from shared.proof.casemap import EMPTY


class Chains:
    """What the map says of each subject, by the subject's number."""

    def __init__(self) -> None:
        self.chain: dict[int, bytes] = {}
        self.count: dict[int, int] = {}
        self.last: dict[int, int] = {}

    def add(self, subject: int, number: int, leaf_hash: bytes) -> None:
        """One more leaf of a subject."""
        self.chain[subject] = sha256(self.chain.get(subject, EMPTY) + leaf_hash).digest()
        self.count[subject] = self.count.get(subject, 0) + 1
        self.last[subject] = number


class Leaves:
    """Walks the leaves in the order of their numbers, from the edge of a tree that is trusted (of size 0: from nothing).

    `roots` are those at the sizes asked for; `seals` the leaves that are seals: number, and position in the ledger's log.
    """

    def __init__(self, connection: Connection, edge: Edge, seen: Mapping[str, Seen], chains: Chains | None) -> None:
        self._connection, self._edge, self._seen, self._chains = connection, edge, seen, chains
        self._next = {source: one.after + 1 for source, one in seen.items()}
        self._own = next((source for source in seen if source.endswith("/ledger")), "")
        self.faults: list[Named] = []
        self.roots: dict[int, bytes] = {}
        self.seals: list[tuple[int, int]] = []

    @property
    def size(self) -> int:
        """How many leaves were walked so far, those of the trusted tree included."""
        return self._edge.size

    def walk(self, end: int, sizes: Sequence[int], seal: int) -> Iterator[int]:
        """Leaves to before `end`, so many at a time; the map is taken as the seal over `seal` leaves names it."""
        wanted = set(sizes)
        while self._edge.size < end:
            first = self._edge.size
            rows = self._page(first, min(first + PAGE, end))
            if not rows:
                self.faults.append(fault(first, "leaf_gap", f"the tree lacks leaf {first} and all behind it"))
                return
            self._take(rows, wanted, seal)
            self._tiles()
            yield len(rows)

    def _page(self, first: int, end: int) -> Sequence[Any]:
        rest = "FROM leaves WHERE number >= ? AND number < ? ORDER BY number"
        return select(self._connection, LEAF, rest, (first, end))

    def _take(self, rows: Sequence[Any], wanted: set[int], seal: int) -> None:
        edge, chains = self._edge, self._chains
        for number, source, position, digest in rows:
            if number != edge.size:
                self.faults.append(fault(edge.size, "leaf_gap", f"leaves {edge.size} to {number - 1} are missing"))
            leaf_hash = _leaf_hash(source, position, digest)
            seen = self._seen.get(source)
            if seen is None or position != self._next[source] or seen.digest(position) != digest:
                self.faults.append(self._strange(number, source, position, digest))
            if seen is not None and seen.after < position <= seen.end:
                subject = seen.subject(position)
                if source == self._own and seen.named(subject) == SUBJECT:
                    self.seals.append((number, position))
                if chains is not None and number < seal:
                    chains.add(subject, number, leaf_hash)
            self._next[source] = position + 1
            edge.append(leaf_hash)
            if edge.size in wanted:
                self.roots[edge.size] = edge.root()

    def _strange(self, number: int, source: str, position: int, digest: bytes) -> Named:
        seen = self._seen.get(source)
        if seen is None or not seen.after < position <= seen.end:
            return fault(
                number,
                "leaf_unknown",
                f"the ledger has no entry {position} of {source}; huying relay resend, if it is there",
            )
        if seen.digest(position) != digest:
            return fault(number, "leaf_digest", f"the leaf is not the hash of entry {position} of {source}")
        return fault(number, "leaf_order", f"{source} position {position} does not come here")

    def _tiles(self) -> None:
        """The stored tiles beside those that became full on this stretch."""
        for level, number, body in self._edge.full:
            rest = "FROM tiles WHERE level = ? AND number = ?"
            stored = select(self._connection, "{body}", rest, (level, number))
            place = f"tile {number} of level {level}"
            if not stored:
                self.faults.append(fault(number, "tile_missing", f"{place} is full and not stored"))
            elif stored[0][0] != body:
                self.faults.append(fault(number, "tile", f"{place} is not that of its leaves"))
        self._edge.full.clear()


def _leaf_hash(source: str, position: int, digest: bytes) -> bytes:
    """As `Leaf.hash`, without making one: this is asked for every entry there is."""
    text = f'\x00{{"log":"{source}","position":{position},"sha-256":"{digest.hex()}"}}'
    return sha256(text.encode()).digest()
