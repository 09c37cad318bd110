"""Every way of spoiling a proof that transparency-dev/merkle publishes (testdata/inclusion, testdata/consistency)."""

from collections.abc import Iterator
from typing import Any

import pytest

from shared.proof.tree import EMPTY_ROOT, leaf_hash, verify_consistency, verify_inclusion
from shared.proof.unproven import Unproven
from tests.unit.proof.published import CONSISTENCY, INCLUSION, LEAVES, ROOTS

SOME = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")
ONE, TWO = b"don't care 1".ljust(32), b"don't care 2".ljust(32)
"""Placeholders, there 12 bytes long; here roots are hashes, so they are made 32 bytes long."""


def flipped(path: list[bytes], bit: int) -> Iterator[list[bytes]]:
    for at, hash_ in enumerate(path):
        yield [*path[:at], bytes([hash_[0] ^ bit]) + hash_[1:], *path[at + 1 :]]


def spoiled_inclusions() -> Iterator[Any]:
    for index, size, path in INCLUSION:
        leaf, root = leaf_hash(LEAVES[index]), ROOTS[size]
        for wrong in (index - 1, index + 1, index ^ 2):
            yield wrong, size, leaf, path, root
        for wrong in (size * 2, size // 2):
            yield index, wrong, leaf, path, root
        yield index, size, b"WrongLeaf", path, root
        for other in (EMPTY_ROOT, SOME):
            yield index, size, leaf, path, other
        for garbage in (b"", root):
            yield index, size, leaf, [*path, garbage], root
            yield index, size, leaf, [garbage, *path], root
        for wrong_path in flipped(path, 8):
            yield index, size, leaf, wrong_path, root
        if path:
            yield index, size, leaf, path[:-1], root
            yield index, size, leaf, [path[0], SOME, *path[1:]], root
    for index, size in ((0, 0), (0, 1), (1, 0), (2, 1)):
        yield index, size, SOME, [], b""
        yield index, size, b"", [], EMPTY_ROOT
        yield index, size, SOME, [], EMPTY_ROOT
    only = leaf_hash(b"data")
    yield from ((0, 1, b"", [], only), (0, 1, only, [], b""), (0, 1, b"", [], b""))


def spoiled_consistencies() -> Iterator[Any]:
    for old, new, path in CONSISTENCY:
        before, after = ROOTS[old], ROOTS[new]
        if not path:
            continue
        for wrong in (old - 1, old + 1, old ^ 2):
            yield wrong, new, before, after, path
        for wrong in (new * 2, new // 2):
            yield old, wrong, before, after, path
        yield old, new, b"WrongRoot", after, path
        yield old, new, before, b"WrongRoot", path
        yield old, new, after, before, path
        yield old, new, before, after, []
        for garbage in (b"", before, after):
            yield old, new, before, after, [*path, garbage]
            yield old, new, before, after, [garbage, *path]
        yield old, new, before, after, [path[0], *path]
        yield old, new, before, after, path[:-1]
        for wrong_path in flipped(path, 16):
            yield old, new, before, after, wrong_path
    yield from ((0, 0, ONE, TWO, []), (1, 1, ONE, TWO, []), (0, 0, ONE, ONE, []), (0, 1, ONE, TWO, []))
    yield from ((1, 0, ONE, TWO, []), (2, 1, ONE, TWO, []), (1, 2, ONE, TWO, []))
    yield from ((0, 0, EMPTY_ROOT, TWO, []), (1, 1, EMPTY_ROOT, TWO, []), (0, 1, EMPTY_ROOT, TWO, []))
    for old, new in ((0, 0), (1, 1), (0, 1)):
        yield old, new, EMPTY_ROOT, EMPTY_ROOT, [EMPTY_ROOT]


@pytest.mark.parametrize("probe", list(spoiled_inclusions()))
def test_a_spoiled_inclusion_is_unproven(probe: Any) -> None:
    with pytest.raises(Unproven):
        verify_inclusion(*probe)


@pytest.mark.parametrize("probe", list(spoiled_consistencies()))
def test_a_spoiled_consistency_is_unproven(probe: Any) -> None:
    with pytest.raises(Unproven):
        verify_consistency(*probe)


def test_a_tree_of_one_leaf_is_proven_by_nothing() -> None:
    only = leaf_hash(b"data")
    verify_inclusion(0, 1, only, [], only)


def test_a_tree_is_consistent_with_itself() -> None:
    verify_consistency(1, 1, TWO, TWO, [])


def test_a_root_that_is_no_hash_is_refused_even_where_both_are_the_same() -> None:
    with pytest.raises(Unproven) as refused:
        verify_consistency(1, 1, b"don't care 2", b"don't care 2", [])
    assert refused.value.code == "tree.hash_malformed"
