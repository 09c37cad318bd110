"""A leaf: which log, which position, which bytes. Nothing of the entry's content, type or subject."""

from typing import NamedTuple

from shared.proof.tree import leaf_hash


class Leaf(NamedTuple):
    """`source` is the log (`/hailar/intake`), `digest` the SHA-256 (32 bytes) of the entry's bytes."""

    source: str
    position: int
    digest: bytes

    @property
    def text(self) -> bytes:
        """The leaf's bytes: canonical JSON (decision 20)."""
        return b'{"log":"%b","position":%d,"sha-256":"%b"}' % (
            self.source.encode(),
            self.position,
            self.digest.hex().encode(),
        )

    @property
    def hash(self) -> bytes:
        """The hash (32 bytes) that stands in the tree."""
        return leaf_hash(self.text)
