"""The Merkle tree of RFC 9162, section 2.1 (the same as RFC 6962's), with SHA-256: hashes, roots, the growing edge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from shared.proof.unproven import Unproven

HASH_BYTES = 32
LARGEST_SIZE = 2**64 - 1
EMPTY_ROOT = sha256(b"").digest()

Node = Callable[[int, int], bytes]
"""The hash of the full subtree `index` of `level`: over the leaves from index·2^level to before (index+1)·2^level."""
Completed = tuple[int, int, bytes]
"""Level, index and hash of a full subtree."""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256 over 0x00 and the leaf's bytes; 32 bytes."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 over 0x01 and the hashes of both sides; 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


def root(hashes: Iterable[bytes]) -> bytes:
    """The root over the leaves' hashes."""
    level = list(hashes)
    while len(level) > 1:
        pairs = iter(level)
        above = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs)]
        # The one without a partner goes up as it is.
        level = above + level[-1:] if len(level) % 2 else above
    return level[0] if level else EMPTY_ROOT


def peaks(size: int, begin: int = 0) -> list[tuple[int, int]]:
    """The full subtrees (level, index), largest first, that the leaves from `begin` to before `size` are made of.

    `begin` is a multiple of the smallest power of two that is not less than their number, as in every subtree of a tree.
    """
    found = []
    while begin < size:
        level = (size - begin).bit_length() - 1
        found.append((level, begin >> level))
        begin += 1 << level
    return found


def folded(subtrees: Sequence[bytes]) -> bytes:
    """The root over the hashes of full subtrees as `peaks` orders them."""
    if not subtrees:
        return EMPTY_ROOT
    hash_ = subtrees[-1]
    for left in subtrees[-2::-1]:
        hash_ = node_hash(left, hash_)
    return hash_


class Frontier:
    """The right edge of a growing tree: all that is needed to append, and to know the root. At most 64 hashes."""

    __slots__ = ("_peaks", "size")

    def __init__(self, size: int = 0, subtrees: Sequence[bytes] = ()) -> None:
        """`subtrees` are the hashes of `peaks(size)`."""
        if len(subtrees) != len(peaks(size)):
            raise Unproven("frontier.malformed", f"the edge of a tree of {size} leaves has {len(peaks(size))} hashes")
        self.size, self._peaks = size, list(subtrees)

    @classmethod
    def at(cls, size: int, node: Node) -> Frontier:
        """The edge of the tree of this size."""
        return cls(size, [node(level, index) for level, index in peaks(size)])

    def append(self, hash_: bytes) -> list[Completed]:
        """Take one more leaf by its hash; the full subtrees that it completes, from itself upwards."""
        level, index, edge = 0, self.size, self._peaks
        completed = [(0, index, hash_)]
        while index & 1:
            hash_ = sha256(b"\x01" + edge.pop() + hash_).digest()
            level += 1
            index >>= 1
            completed.append((level, index, hash_))
        edge.append(hash_)
        self.size += 1
        return completed

    @property
    def subtrees(self) -> tuple[bytes, ...]:
        """The hashes of `peaks(size)`, largest first."""
        return tuple(self._peaks)

    def root(self) -> bytes:
        """The root over all leaves so far."""
        return folded(self._peaks)


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """The path that proves the leaf `index` in the tree of `size` leaves, lowest first. Asks only for full subtrees."""
    _check_index(index, size)
    return _siblings(index, size, 0, node)


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """The path that proves the tree of `old` leaves to be the beginning of that of `new`. Asks only for full subtrees."""
    _check_order(old, new)
    if old == new:
        return []
    level = _trailing_zeros(old)
    path = _siblings(old - 1, new, level, node)
    return path if _is_full(old) else [node(level, (old - 1) >> level), *path]


def verify_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> None:
    """`Unproven` unless the path leads from the leaf's hash at `index` to the root of the tree of `size` leaves."""
    _check_index(index, size)
    _check_hashes(leaf, root)
    inner, border = _parts(index, size)
    _check_path("inclusion", path, inner + border)
    if _up(leaf, path, index, inner) != root:
        raise Unproven(
            "inclusion.root_mismatch", f"leaf {index} does not lead to the root of the tree of {size} leaves"
        )


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    """`Unproven` unless the path shows the tree of `old` leaves to be the beginning of that of `new`.

    From no leaves nothing is proven, not even to no leaves: as RFC 9162 (0 < m < n) and transparency-dev/merkle since its
    change 236 have it. Who accepts any tree after the empty one (a witness does) says so itself.
    """
    _check_order(old, new)
    _check_hashes(old_root, new_root)
    if old == new:
        _check_path("consistency", path, 0)
        if old_root != new_root:
            raise Unproven("consistency.new_root_mismatch", f"two different roots of trees of {old} leaves")
        return
    level = _trailing_zeros(old)
    inner, border = _parts(old - 1, new)
    inner -= level
    # A full old tree is itself the subtree from which both ways begin; otherwise the path brings it.
    _check_path("consistency", path, inner + border + (0 if _is_full(old) else 1))
    begin, path = (old_root, path) if _is_full(old) else (path[0], path[1:])
    index = (old - 1) >> level
    if _up_left(begin, path, index, inner) != old_root:
        raise Unproven("consistency.old_root_mismatch", f"the path does not meet the root of the tree of {old} leaves")
    if _up(begin, path, index, inner) != new_root:
        raise Unproven("consistency.new_root_mismatch", f"the path does not meet the root of the tree of {new} leaves")


def _siblings(index: int, size: int, level: int, node: Node) -> list[bytes]:
    """What stands beside the way up from the subtree of this level that holds the leaf `index`."""
    inner, _ = _parts(index, size)
    path = []
    for step in range(level, inner):
        begin = ((index >> step) ^ 1) << step
        end = min(begin + (1 << step), size)
        path.append(folded([node(*peak) for peak in peaks(end, begin)]))
    above = (step for step in range(inner, index.bit_length()) if index >> step & 1)
    return path + [node(step, (index >> step) - 1) for step in above]


def _parts(index: int, size: int) -> tuple[int, int]:
    """How many hashes a path has below the point where the ways to `index` and to the last leaf part, and above it."""
    inner = (index ^ (size - 1)).bit_length()
    return inner, bin(index >> inner).count("1")


def _up(hash_: bytes, path: Sequence[bytes], index: int, inner: int) -> bytes:
    for step, beside in enumerate(path):
        is_left = step < inner and not index >> step & 1
        hash_ = node_hash(hash_, beside) if is_left else node_hash(beside, hash_)
    return hash_


def _up_left(hash_: bytes, path: Sequence[bytes], index: int, inner: int) -> bytes:
    """As `_up`, with what stands to the left alone: so the root before anything stood to the right."""
    for step, beside in enumerate(path):
        if step >= inner or index >> step & 1:
            hash_ = node_hash(beside, hash_)
    return hash_


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1


def _is_full(size: int) -> bool:
    return size & (size - 1) == 0


def _check_sizes(*numbers: int) -> None:
    for number in numbers:
        if type(number) is not int or not 0 <= number <= LARGEST_SIZE:
            raise Unproven("tree.size_malformed", f"{number!r} is no number of leaves (0 to 2^64-1)")


def _check_index(index: int, size: int) -> None:
    _check_sizes(index, size)
    if index >= size:
        raise Unproven("inclusion.index_beyond_size", f"leaf {index} is not in a tree of {size} leaves")


def _check_order(old: int, new: int) -> None:
    _check_sizes(old, new)
    if old > new:
        raise Unproven("consistency.sizes_descend", f"a tree of {new} leaves cannot follow one of {old}")
    if old == 0:
        raise Unproven("consistency.from_nothing", "from a tree without leaves nothing can be proven")


def _check_hashes(*hashes: bytes) -> None:
    for hash_ in hashes:
        if type(hash_) is not bytes or len(hash_) != HASH_BYTES:
            raise Unproven("tree.hash_malformed", "a hash is not 32 bytes long")


def _check_path(proof: str, path: Sequence[bytes], length: int) -> None:
    if not isinstance(path, (list, tuple)):
        raise Unproven("tree.path_malformed", "a path is no list of hashes")
    if len(path) != length:
        raise Unproven(
            f"{proof}.path_length", f"the path has {len(path)} hashes, for these sizes it must have {length}"
        )
    _check_hashes(*path)
