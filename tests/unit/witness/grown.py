"""A log that a test grows: its leaves, its signed checkpoints, its tiles."""

from collections.abc import Sequence

from shared.proof.checkpoint import Checkpoint
from shared.proof.keys import SIGNS
from shared.proof.signing import SecretKey, sign_note
from shared.proof.tiles import TILE_WIDTH, Tile
from shared.proof.tree import consistency, leaf_hash, root

ORIGIN = "hailar.huying.invalid/ledger"
KEY = SecretKey(ORIGIN, SIGNS, b"the log's secret, 32 bytes long!")


class Grown:
    """`leaf` writes the content of a leaf: two logs with different ones are two trees."""

    def __init__(self, leaf: str = "leaf", key: SecretKey = KEY) -> None:
        self.key, self._leaf = key, leaf
        self.hashes: list[bytes] = []

    def grow(self, count: int, leaf: str | None = None) -> "Grown":
        first = len(self.hashes)
        self.hashes += [leaf_hash(f"{leaf or self._leaf} {first + at}".encode()) for at in range(count)]
        return self

    @property
    def size(self) -> int:
        return len(self.hashes)

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        size = self.size if size is None else size
        return Checkpoint(self.key.name, size, root(self.hashes[:size]))

    def note(self, size: int | None = None, keys: Sequence[SecretKey] = ()) -> bytes:
        return sign_note(self.checkpoint(size).text(), keys or [self.key])

    def node(self, level: int, index: int) -> bytes:
        return root(self.hashes[index << level : (index + 1) << level])

    def path(self, old: int, new: int | None = None) -> list[bytes]:
        return consistency(old, self.size if new is None else new, self.node) if old else []

    def tile(self, tile: Tile) -> bytes:
        first = tile.number * TILE_WIDTH
        return b"".join(self.node(tile.level * 8, first + at) for at in range(tile.width))
