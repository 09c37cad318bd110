"""What the map of cases says of each subject, worked out from the leaves."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from shared.proof.casemap import EMPTY


class Chains:
    """By the subject's number: the chain over its leaves, how many there are, and the number of the last."""

    def __init__(self) -> None:
        self.chain: dict[int, bytes] = {}
        self.count: Counter[int] = Counter()
        self.last: dict[int, int] = {}

    def add(self, subjects: Sequence[int], hashes: Sequence[bytes], first: int) -> None:
        """More leaves of these subjects, by their hashes; their numbers go on from `first`."""
        chain = self.chain
        for subject, leaf_hash in zip(subjects, hashes, strict=True):
            chain[subject] = sha256(chain.get(subject, EMPTY) + leaf_hash).digest()
        self.count.update(subjects)
        self.last.update(zip(subjects, range(first, first + len(hashes)), strict=True))
