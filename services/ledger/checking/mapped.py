"""The root of the map of cases over chains worked out from the leaves: made in one go, without any stored node."""

from bisect import bisect_left
from collections.abc import Sequence
from hashlib import sha256

from services.ledger.checking.chains import Chains
from shared.proof.casemap import EMPTY, KEY_BITS, key_of, leaf, node


def root_of(chains: Chains, names: Sequence[str]) -> bytes:
    """The root (32 bytes) of the map that holds these subjects."""
    leaves = sorted((key_of(names[one]), _value(chains, one)) for one in chains.chain)
    keys = [int.from_bytes(key, "big") for key, _ in leaves]
    return _root(keys, [leaf(key, sha256(value).digest()) for key, value in leaves], 0, len(keys))


def _value(chains: Chains, subject: int) -> bytes:
    """As `casemap.encode`, without the general way of writing JSON."""
    chain, count, last = chains.chain[subject].hex(), chains.count[subject], chains.last[subject]
    return f'{{"chain":"{chain}","count":{count},"last":{last}}}'.encode()


def _root(
    keys: Sequence[int], hashes: Sequence[bytes], low: int, high: int, common: int = 0, bit: int = 1 << (KEY_BITS - 1)
) -> bytes:
    """Over the leaves from `low` to before `high`, in the order of their keys, which all have `common` above `bit`."""
    if high - low < 2:
        return hashes[low] if high > low else EMPTY
    right = common | bit
    middle = bisect_left(keys, right, low, high)
    below = _root(keys, hashes, low, middle, common, bit >> 1)
    return node(below, _root(keys, hashes, middle, high, right, bit >> 1))
