"""Whether two signed checkpoints belong to one log, found out of the public tiles of the larger: pure."""

from collections.abc import Sequence

from shared.proof.checkpoint import Checkpoint
from shared.proof.tiles import ReadTile, nodes_from
from shared.proof.tree import Frontier, consistency, verify_consistency
from shared.proof.unproven import Unproven


class Forked(Exception):
    """The log has signed two trees of which neither is the beginning of the other.

    `path` proves, to who holds both notes, that the larger tree begins with another tree of the smaller's size (whose
    root is `begins_with`); it is empty where both are of one size.
    """

    def __init__(self, small: Checkpoint, large: Checkpoint, begins_with: bytes, path: Sequence[bytes]) -> None:
        super().__init__(f"{small.origin} has signed two trees: of {small.size} and of {large.size} leaves")
        self.small, self.large, self.begins_with, self.path = small, large, begins_with, path


def compare(one: Checkpoint, other: Checkpoint, read: ReadTile) -> None:
    """`Forked` if they cannot both be true. `Unproven` if the tiles are not those of the larger one's signed root.

    `read` gives the tiles of the larger; what it raises goes through.
    """
    small, large = sorted((one, other), key=lambda checkpoint: checkpoint.size)
    if small.size == 0 or (small.size, small.root) == (large.size, large.root):
        return
    if small.size == large.size:
        raise Forked(small, large, large.root, ())
    node = nodes_from(read, large.size)
    if Frontier.at(large.size, node).root() != large.root:
        raise Unproven("log.tiles_differ", f"the tiles shown are not those of the signed tree of {large.size} leaves")
    begins_with = Frontier.at(small.size, node).root()
    path = consistency(small.size, large.size, node)
    # The tiles of the lower rows hang on nothing but this: that they lead to the root that was signed.
    verify_consistency(small.size, large.size, begins_with, large.root, path)
    if begins_with != small.root:
        raise Forked(small, large, begins_with, path)
