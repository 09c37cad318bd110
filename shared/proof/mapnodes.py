"""Growing the verifiable map of cases, and its proofs, over nodes kept by their prefix (decision 20).

A node is kept under its prefix, the bits of the way to it as text (`""` is the root, `"01"` left then right), as the
bytes its hash is taken over: an inner node is 0x01 ‖ left ‖ right (65 bytes), a leaf 0x00 ‖ key ‖ value. Nothing is
ever taken out of the map, so no node disappears: a leaf makes way for an inner node and is kept again further down.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Protocol

from shared.proof.casemap import EMPTY, KEY_BITS, leaf

_LEAF, _INNER = b"\x00", b"\x01"
STRIDE = 16  # levels that a proof asks for at once
LEVELS = 6  # and that are asked for at once where an item goes its way alone


class Nodes(Protocol):
    """Where the nodes are kept."""

    def get(self, prefixes: Iterable[str]) -> Mapping[str, bytes]:
        """The nodes that are kept under these prefixes; what is not there is left out."""
        ...

    def put(self, nodes: Mapping[str, bytes]) -> None:
        """Keep these nodes, in place of what was there."""
        ...


Item = tuple[str, bytes, bytes]  # the bits of a key, the key, the value to stand under it
Sides = list[bytes]  # the hashes left and right below a node
Way = tuple[str, list[Item], Sides, int]  # a prefix, the items that go by it, where their hash is missing
Passed = tuple[str, Sides, Sides, int]  # an inner node on the way: its prefix, its sides, where its hash is missing


def update(store: Nodes, changes: Mapping[bytes, bytes]) -> bytes:
    """The root (32 bytes) after these values (key of 32 bytes → value) stand in the map.

    One `get` a level while keys go together and a few below, one `put` of the nodes that changed: O(log n) of them a key, those near the
    root once for all keys.
    """
    if not changes:
        return root(store)
    made: dict[str, bytes] = {}
    top: Sides = [EMPTY]
    passed: list[Passed] = []
    alone: list[Way] = []
    ways: list[Way] = [("", sorted((bits_of(key), key, value) for key, value in changes.items()), top, 0)]
    while ways:
        alone += [way for way in ways if len(way[1]) == 1]
        ways = [way for way in ways if len(way[1]) > 1]
        kept = store.get([way[0] for way in ways])
        ways = [further for way in ways for further in _step(way, kept.get(way[0]), passed, made)]
    kept = _kept_along(store, alone)
    for way in alone:
        _walk(way, kept, made)
    for prefix, (left, right), above, side in reversed(passed):
        made[prefix] = changed = _INNER + left + right
        above[side] = sha256(changed).digest()
    store.put(made)
    return top[0]


def root(store: Nodes) -> bytes:
    """The root (32 bytes) of the map as it stands."""
    return hash_of(store.get([""]).get(""))


def prove(store: Nodes, key: bytes) -> tuple[bytes | None, list[bytes]]:
    """The value under a key, None if there is none, and the siblings for `casemap.verify`."""
    bits = bits_of(key)
    kept: dict[str, bytes] = {}
    siblings: list[bytes] = []
    for depth in range(KEY_BITS + 1):
        if depth % STRIDE == 0:
            kept = dict(store.get([bits[:level] for level in range(depth, depth + STRIDE)]))
        body = kept.get(bits[:depth])
        if body is None:
            return None, siblings
        if body[0] == 0:
            if body[1:33] == key:
                return body[33:], siblings
            return None, [*siblings, body[1:33] + sha256(body[33:]).digest()]
        siblings.append(body[1:33] if bits[depth] == "1" else body[33:])
    raise AssertionError("no way is longer than a key")


def bits_of(key: bytes) -> str:
    """The 256 bits of a key as text of 0 and 1."""
    return f"{int.from_bytes(key, 'big'):0256b}"


def hash_of(body: bytes | None) -> bytes:
    """The hash of a kept node; 32 zero bytes of none."""
    if body is None:
        return EMPTY
    return leaf(body[1:33], sha256(body[33:]).digest()) if body[0] == 0 else sha256(body).digest()


def _step(way: Way, body: bytes | None, passed: list[Passed], made: dict[str, bytes]) -> list[Way]:
    """The ways further down from here; none where an inner node ends, whose place is taken at once."""
    prefix, items, above, side = way
    if body is None or body[0] == 0:
        above[side] = _fresh(made, prefix, _beside(body, items))
        return []
    sides = [body[1:33], body[33:]]
    passed.append((prefix, sides, above, side))
    return [(further, part, sides, int(further[-1])) for further, part in _parted(prefix, items)]


def _kept_along(store: Nodes, ways: list[Way]) -> dict[str, bytes]:
    """The nodes further down the ways of single items, asked for some levels at a time until no way goes on."""
    kept: dict[str, bytes] = {}
    ends = [(items[0][0], len(prefix)) for prefix, items, _, _ in ways]
    while ends:
        kept.update(store.get([bits[:level] for bits, depth in ends for level in range(depth, depth + LEVELS)]))
        ends = [(bits, depth + LEVELS) for bits, depth in ends]
        ends = [(bits, depth) for bits, depth in ends if kept.get(bits[: depth - 1], _LEAF)[0] == 1]
    return kept


def _walk(way: Way, kept: Mapping[str, bytes], made: dict[str, bytes]) -> None:
    """The place of a single item, and the nodes from it up to where it left the others: nine in ten of all nodes."""
    prefix, items, above, side = way
    bits, depth, inner = items[0][0], len(prefix), list[bytes]()
    while (body := kept.get(bits[:depth])) is not None and body[0] == 1:
        inner.append(body)
        depth += 1
    standing = _fresh(made, bits[:depth], _beside(body, items))
    for body in reversed(inner):
        depth -= 1
        changed = body[:33] + standing if bits[depth] == "1" else _INNER + standing + body[33:]
        made[bits[:depth]] = changed
        standing = sha256(changed).digest()
    above[side] = standing


def _fresh(made: dict[str, bytes], prefix: str, items: list[Item]) -> bytes:
    """The hash of what these items make where no inner node was; its nodes are `made`."""
    if len(items) == 1:
        _, key, value = items[0]
        made[prefix] = _LEAF + key + value
        return leaf(key, sha256(value).digest())
    left, right = prefix + "0", prefix + "1"
    sides = {side: _fresh(made, side, part) for side, part in _parted(prefix, items)}
    made[prefix] = body = _INNER + sides.get(left, EMPTY) + sides.get(right, EMPTY)
    return sha256(body).digest()


def _beside(body: bytes | None, items: list[Item]) -> list[Item]:
    """The items, and in its order the leaf that stood there unless one of them takes its place."""
    if body is None or any(key == body[1:33] for _, key, _ in items):
        return items
    return sorted([*items, (bits_of(body[1:33]), body[1:33], body[33:])])


def _parted(prefix: str, items: list[Item]) -> list[tuple[str, list[Item]]]:
    """The ways on from this prefix that items (in the order of their keys) take, left before right."""
    middle = bisect_left(items, (prefix + "1", b"", b""))
    return [way for way in ((prefix + "0", items[:middle]), (prefix + "1", items[middle:])) if way[1]]
