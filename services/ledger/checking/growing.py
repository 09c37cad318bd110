"""The tree growing under many leaves at once: a tile's worth is hashed level by level, which costs half of one by one."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from services.ledger.tree.edge import Edge, FullTile
from shared.proof.tiles import TILE_WIDTH
from shared.proof.tree import folded, peaks


class Growing:
    """Grows from an edge; `roots` are those at the sizes asked for."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self.roots: dict[int, bytes] = {}

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._edge.size

    def extend(self, hashes: Sequence[bytes], wanted: Sequence[int]) -> None:
        """More leaves by their hashes; `wanted` are the sizes on the way whose roots are asked for."""
        at = 0
        while at < len(hashes):
            width = min(TILE_WIDTH - self.size % TILE_WIDTH, len(hashes) - at)
            within = [size for size in wanted if self.size < size <= self.size + width]
            grow = self._tile if width == TILE_WIDTH else self._single
            grow(hashes[at : at + width], within)
            at += width

    def full(self) -> Iterator[FullTile]:
        """The tiles that became full since this was asked last."""
        yield from self._edge.full
        self._edge.full.clear()

    def _single(self, hashes: Sequence[bytes], wanted: Sequence[int]) -> None:
        for hash_ in hashes:
            self._edge.append(hash_)
            if self.size in wanted:
                self.roots[self.size] = self._edge.root()

    def _tile(self, hashes: Sequence[bytes], wanted: Sequence[int]) -> None:
        levels, size, before = _levels(hashes), self.size, self._edge.subtrees
        for one in wanted:
            self.roots[one] = folded([*before, *(levels[level][index] for level, index in peaks(one - size))])
        self._edge.append_tile(hashes, levels[-1][0])


def _levels(hashes: Sequence[bytes]) -> list[Sequence[bytes]]:
    """The full tree over 2^n hashes, from themselves to the root."""
    levels = [hashes]
    while len(levels[-1]) > 1:
        pairs = iter(levels[-1])
        levels.append([sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)])
    return levels
