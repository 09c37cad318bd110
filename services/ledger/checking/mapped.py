"""The root of the map of cases over chains worked out from the leaves: made in one go, without any stored node."""

from collections.abc import Sequence
from hashlib import sha256

from services.ledger.checking.leaves import Chains
from shared.proof.casemap import EMPTY, Value, encode, key_of, leaf, node


def root_of(chains: Chains, names: Sequence[str]) -> bytes:
    """The root (32 bytes) of the map that holds these subjects."""
    leaves = sorted((key_of(names[one]), _value(chains, one)) for one in chains.chain)
    return _root([(int.from_bytes(key, "big"), leaf(key, sha256(value).digest())) for key, value in leaves])


def _value(chains: Chains, subject: int) -> bytes:
    return encode(Value(chains.chain[subject], chains.count[subject], chains.last[subject]))


def _root(leaves: Sequence[tuple[int, bytes]], depth: int = 0) -> bytes:
    """Over leaves in the order of their keys, all alike in their first `depth` bits."""
    if len(leaves) < 2:
        return leaves[0][1] if leaves else EMPTY
    bit = 1 << (255 - depth)
    middle = _first_with(leaves, bit)
    return node(_root(leaves[:middle], depth + 1), _root(leaves[middle:], depth + 1))


def _first_with(leaves: Sequence[tuple[int, bytes]], bit: int) -> int:
    low, high = 0, len(leaves)
    while low < high:
        middle = (low + high) // 2
        if leaves[middle][0] & bit:
            high = middle
        else:
            low = middle + 1
    return low
