"""The verifiable map of cases (decision 20): what it says about a subject, and the check of that from outside.

A sparse Merkle tree over keys of 256 bits. A leaf stands at the shortest prefix that is its alone:
`leaf = SHA-256(0x00 ‖ key ‖ SHA-256(value))`, `node = SHA-256(0x01 ‖ left ‖ right)`, an empty side is 32 zero bytes.
Growing it and making proofs is `mapnodes.py`; this half goes into the stand-alone verifier.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

EMPTY = bytes(32)
KEY_BITS = 256
_LEAF, _NODE = b"\x00", b"\x01"
_FIELDS = ("chain", "count", "last")
_CHAIN = re.compile("[0-9a-f]{64}", re.ASCII)


class Value(NamedTuple):
    """What the map says about one subject. `chain`: 32 bytes over its leaves; `last`: the number of its last leaf."""

    chain: bytes
    count: int  # type: ignore[assignment]  # the published name, and nobody counts in a tuple's way
    last: int


class NotAValue(ValueError):
    """These bytes are not the canonical value of a map."""


def key_of(subject: str) -> bytes:
    """The key (32 bytes) under which the map keeps a subject."""
    return sha256(subject.encode()).digest()


def chained(before: bytes, leaf_hash: bytes) -> bytes:
    """The chain (32 bytes) after one more leaf; the first one comes after 32 zero bytes."""
    return sha256(before + leaf_hash).digest()


def extended(before: Value | None, number: int, leaf_hash: bytes) -> Value:
    """What the map says of a subject after its leaf `number`; `before` is None for the first."""
    if before is None:
        return Value(chained(EMPTY, leaf_hash), 1, number)
    return Value(chained(before.chain, leaf_hash), before.count + 1, number)


def encode(value: Value) -> bytes:
    """The canonical JSON that the map's leaf commits to."""
    fields = {"chain": value.chain.hex(), "count": value.count, "last": value.last}
    return json.dumps(fields, separators=(",", ":"), sort_keys=True).encode()


def decode(body: bytes) -> Value:
    """The value of these bytes; NotAValue unless they are exactly what `encode` writes."""
    try:
        value = value_of(json.loads(body))
    except (ValueError, RecursionError) as broken:
        raise NotAValue("not the value of a map") from broken
    if encode(value) != body:
        raise NotAValue("the value of a map in another spelling")
    return value


def value_of(fields: Any) -> Value:
    """The value that a decoded JSON object states; NotAValue for any other shape."""
    if type(fields) is not dict or tuple(sorted(fields)) != _FIELDS:
        raise NotAValue("the value of a map has chain, count and last")
    chain, count, last = fields["chain"], fields["count"], fields["last"]
    if type(chain) is not str or type(count) is not int or type(last) is not int or count < 1 or last < 0:
        raise NotAValue("chain is hexadecimal text, count and last are numbers")
    if not _CHAIN.fullmatch(chain):
        raise NotAValue("chain has 64 hexadecimal digits in lower case")
    return Value(bytes.fromhex(chain), count, last)


def leaf(key: bytes, value_digest: bytes) -> bytes:
    """The hash of a leaf: `value_digest` is SHA-256 of the value's bytes."""
    return sha256(_LEAF + key + value_digest).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two sides."""
    return sha256(_NODE + left + right).digest()


def verify(root: bytes, key: bytes, value: bytes | None, siblings: Sequence[bytes]) -> bool:
    """Whether a map with this root holds exactly `value` under `key`; None: whether it holds nothing there.

    `siblings` are the other sides on the way, from the root down (32 bytes each). Where nothing is held because
    another key's leaf stands on the way, they end with that leaf: its key ‖ SHA-256(its value), 64 bytes.
    """
    sides = list(siblings)
    if value is not None:
        standing = leaf(key, sha256(value).digest())
    elif sides and len(sides[-1]) == 2 * len(EMPTY):
        other = sides.pop()
        if other[:32] == key or shared_bits(other[:32], key) < len(sides):
            return False
        standing = leaf(other[:32], other[32:])
    else:
        standing = EMPTY
    if len(key) != len(EMPTY) or len(sides) > KEY_BITS or any(len(side) != len(EMPTY) for side in sides):
        return False
    return _folded(key, standing, sides) == root


def shared_bits(one: bytes, other: bytes) -> int:
    """How many bits two keys (32 bytes each) have in common from the first on."""
    return KEY_BITS - (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_length()


def _folded(key: bytes, standing: bytes, sides: Sequence[bytes]) -> bytes:
    number = int.from_bytes(key, "big")
    for depth in range(len(sides) - 1, -1, -1):
        goes_right = number >> (KEY_BITS - 1 - depth) & 1
        standing = node(sides[depth], standing) if goes_right else node(standing, sides[depth])
    return standing
