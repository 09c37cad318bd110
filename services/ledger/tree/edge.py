"""The right edge of the growing tree: its frontier, and of each level the hashes that are not a full tile yet."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from services.ledger.tree.nodes import frontier_of, tile_body
from shared.proof.tiles import TILE_HEIGHT, TILE_WIDTH, Tile, tile_hashes, tile_width
from shared.proof.tree import Frontier, node_hash


class FullTile(NamedTuple):
    """A tile that has become full."""

    level: int
    number: int
    body: bytes


class Edge:
    """Takes leaf hashes; `full` are the tiles that became full since it was made or copied."""

    def __init__(self, frontier: Frontier, partial: list[list[bytes]]) -> None:
        self._frontier, self._partial = frontier, partial
        self.full: list[FullTile] = []

    @classmethod
    def at(cls, connection: Connection, size: int) -> "Edge":
        """The edge of the stored tree of so many leaves."""
        partial: list[list[bytes]] = []
        while size >> (TILE_HEIGHT * len(partial)):
            level = len(partial)
            number = size >> (TILE_HEIGHT * (level + 1))
            width = tile_width(level, number, size)
            partial.append(tile_hashes(tile_body(connection, Tile(level, number, width))) if width else [])
        return cls(frontier_of(connection, size), partial)

    def copy(self) -> "Edge":
        """The same edge, to be gone on with without changing this one; nothing has become full on it."""
        frontier = Frontier(self._frontier.size, self._frontier.subtrees)
        return Edge(frontier, [list(hashes) for hashes in self._partial])

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._frontier.size

    @property
    def subtrees(self) -> tuple[bytes, ...]:
        """The hashes of the full subtrees that the leaves are made of, largest first."""
        return self._frontier.subtrees

    def root(self) -> bytes:
        """The root (32 bytes) over all leaves."""
        return self._frontier.root()

    def append(self, leaf_hash: bytes) -> None:
        """One more leaf."""
        completed = self._frontier.append(leaf_hash)
        self._collect(*completed[0])
        for height, index, hash_ in completed[TILE_HEIGHT::TILE_HEIGHT]:
            self._collect(height // TILE_HEIGHT, index, hash_)

    def append_tile(self, hashes: Sequence[bytes], top: bytes) -> None:
        """As many leaves as a tile is wide, by their hashes and the hash over them all, where no tile is begun."""
        height, index, subtrees = TILE_HEIGHT, self.size >> TILE_HEIGHT, list(self.subtrees)
        self.full.append(FullTile(0, index, b"".join(hashes)))
        self._collect(1, index, top)
        while index & 1:
            top = node_hash(subtrees.pop(), top)
            height, index = height + 1, index >> 1
            if height % TILE_HEIGHT == 0:
                self._collect(height // TILE_HEIGHT, index, top)
        self._frontier = Frontier(self.size + TILE_WIDTH, [*subtrees, top])

    def _collect(self, level: int, index: int, hash_: bytes) -> None:
        while level >= len(self._partial):
            self._partial.append([])
        hashes = self._partial[level]
        hashes.append(hash_)
        if len(hashes) == TILE_WIDTH:
            self.full.append(FullTile(level, index // TILE_WIDTH, b"".join(hashes)))
            hashes.clear()
