"""The tree over what was seen: every leaf against its entry, every stored tile, the map of cases, and all roots asked for."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from services.ledger.checking.chains import Chains
from services.ledger.checking.growing import Growing
from services.ledger.checking.naming import Named, fault
from services.ledger.checking.rows import LEAF, select
from services.ledger.checking.seen import DIGEST, Seen
from services.ledger.checking.strange import strange
from services.ledger.domain.seal import SUBJECT
from services.ledger.tree.edge import Edge
from shared.proof.tiles import TILE_WIDTH

PAGE = 2 * TILE_WIDTH
"""Leaves at once; pages begin where a tile does."""


class Leaves:
    """Walks the leaves in the order of their numbers, from the edge of a tree that is trusted (of size 0: from nothing).

    `roots` are those at the sizes asked for; `seals` the leaves that are seals: number, and position in the ledger's log.
    """

    def __init__(self, connection: Connection, edge: Edge, seen: Mapping[str, Seen], chains: Chains | None) -> None:
        self._connection, self._tree, self._seen, self._chains = connection, Growing(edge), seen, chains
        self._next = {source: one.after + 1 for source, one in seen.items()}
        self._own = next((source for source in seen if source.endswith("/ledger")), "")
        self.faults: list[Named] = []
        self.roots = self._tree.roots
        self.seals: list[tuple[int, int]] = []

    @property
    def size(self) -> int:
        """How many leaves were walked so far, those of the trusted tree included."""
        return self._tree.size

    def walk(self, end: int, sizes: Iterable[int], seal: int) -> Iterator[int]:
        """Leaves to before `end`, so many at a time; the map is taken as the seal over `seal` leaves names it."""
        wanted = sorted(set(sizes))
        while self.size < end:
            first = self.size
            rows = self._page(first, min(first - first % PAGE + PAGE, end))
            if not rows:
                self.faults.append(fault(first, "leaf_gap", f"the tree lacks leaf {first} and all behind it"))
                return
            hashes = self._taken(rows, seal)
            low, high = bisect_right(wanted, first), bisect_right(wanted, first + len(hashes))
            self._tree.extend(hashes, wanted[low:high])
            self._tiles()
            yield len(rows)

    def _page(self, first: int, end: int) -> Sequence[Any]:
        rest = "FROM leaves WHERE number >= ? AND number < ? ORDER BY number"
        return select(self._connection, LEAF, rest, (first, end))

    def _taken(self, rows: Sequence[Any], seal: int) -> list[bytes]:
        """The leaves' hashes: run by run of one log where the numbers are in order, otherwise leaf by leaf."""
        hashes, first = list[bytes](), self.size
        numbers, sources, positions, digests = zip(*rows, strict=True)
        in_order = numbers == tuple(range(first, first + len(rows))) and set(map(len, digests)) == {DIGEST}
        for source, run in groupby(sources):
            begin = len(hashes)
            end = begin + len(list(run))
            told = self._run(source, positions[begin:end], b"".join(digests[begin:end])) if in_order else None
            if told is None:
                hashes += self._named(rows[begin:end], first + begin, seal)
                continue
            hashes += told[0]
            self._note(source, first + begin, positions[begin], told, seal)
        return hashes

    def _run(self, source: str, positions: Sequence[int], packed: bytes) -> tuple[list[bytes], Sequence[int]] | None:
        """Hashes and subjects of leaves of one log; None unless they are its next entries, and as those were seen."""
        seen, begin, count = self._seen.get(source), positions[0], len(positions)
        if seen is None or begin != self._next[source] or positions != tuple(range(begin, begin + count)):
            return None
        digests, subjects = seen.stretch(begin, count)
        if digests != packed:
            return None
        self._next[source] = begin + count
        return _leaf_hashes(source, begin, packed.hex()), subjects

    def _note(
        self, source: str, number: int, position: int, told: tuple[list[bytes], Sequence[int]], seal: int
    ) -> None:
        """For the map, and which of the leaves are seals; `number` and `position` are those of the first."""
        hashes, subjects = told
        if source == self._own:
            said = [one for one, subject in enumerate(subjects) if self._seen[source].named(subject) == SUBJECT]
            self.seals += [(number + one, position + one) for one in said]
        if self._chains is not None and number < seal:
            self._chains.add(subjects[: seal - number], hashes[: seal - number], number)

    def _named(self, rows: Sequence[Any], expected: int, seal: int) -> Iterator[bytes]:
        """The same, leaf by leaf: what is not in order is named."""
        for number, source, position, digest in rows:
            if number != expected:
                self.faults.append(fault(expected, "leaf_gap", f"leaves {expected} to {number - 1} are missing"))
            leaf_hash, seen = _leaf_hash(source, position, digest.hex()), self._seen.get(source)
            if type(position) is not int:  # SQLite keeps what is put into it
                self.faults.append(fault(number, "leaf_order", f"the leaf names no position of {source}: {position!r}"))
                expected += 1
                yield leaf_hash
                continue
            if seen is None or position != self._next[source] or seen.digest(position) != digest:
                self.faults.append(strange(number, source, position, digest, seen))
            if seen is not None and seen.after < position <= seen.end:
                self._note(source, number, position, ([leaf_hash], [seen.subject(position)]), seal)
            self._next[source] = position + 1
            expected += 1
            yield leaf_hash

    def _tiles(self) -> None:
        """The stored tiles beside those that became full on this stretch."""
        for level, number, body in self._tree.full():
            rest = "FROM tiles WHERE level = ? AND number = ?"
            stored = select(self._connection, "{body}", rest, (level, number))
            place = f"tile {number} of level {level}"
            if not stored:
                self.faults.append(fault(number, "tile_missing", f"{place} is full and not stored"))
            elif stored[0][0] != body:
                self.faults.append(fault(number, "tile", f"{place} is not that of its leaves"))


def _leaf_hash(source: str, position: int, digest: str) -> bytes:
    """As `Leaf.hash`, without making one: this is asked for every entry there is."""
    text = f'\x00{{"log":"{source}","position":{position},"sha-256":"{digest}"}}'
    return sha256(text.encode()).digest()


def _leaf_hashes(source: str, first: int, digests: str) -> list[bytes]:
    """Those of many, whose digests (hex) stand in one text."""
    begin, width = f'\x00{{"log":"{source}","position":', 2 * DIGEST
    return [
        sha256(f'{begin}{position},"sha-256":"{digests[at : at + width]}"}}'.encode()).digest()
        for position, at in enumerate(range(0, len(digests), width), first)
    ]
