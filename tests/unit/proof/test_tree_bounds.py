"""Sizes up to 2^64-1, and whatever a stranger may send instead of sizes and hashes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.proof.tree import (
    LARGEST_SIZE,
    consistency,
    folded,
    inclusion,
    leaf_hash,
    node_hash,
    peaks,
    verify_consistency,
    verify_inclusion,
)
from shared.proof.unproven import Unproven

SAME = [leaf_hash(b"the same leaf everywhere")]
for _ in range(64):
    SAME.append(node_hash(SAME[-1], SAME[-1]))

sizes = st.one_of(
    st.integers(1, LARGEST_SIZE),
    st.builds(
        lambda power, near: max(1, min(LARGEST_SIZE, (1 << power) + near)), st.integers(0, 64), st.integers(-2, 2)
    ),
)
strange = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.text(max_size=3),
    st.binary(max_size=40),
    st.integers(),
    st.lists(st.one_of(st.binary(max_size=33), st.integers(), st.none()), max_size=3),
    st.dictionaries(st.integers(), st.binary(), max_size=2),
)


def node(level: int, index: int) -> bytes:  # noqa: ARG001 - every leaf is the same
    return SAME[level]


def root_of(size: int) -> bytes:
    return folded([node(*peak) for peak in peaks(size)])


@given(sizes, st.data())
def test_a_leaf_is_proven_in_a_tree_of_any_size(size: int, data: st.DataObject) -> None:
    index = data.draw(st.one_of(st.integers(0, size - 1), st.sampled_from((0, size - 1))))
    path = inclusion(index, size, node)
    verify_inclusion(index, size, SAME[0], path, root_of(size))
    assert len(path) <= 64


@given(sizes, st.data())
def test_a_tree_of_any_size_is_proven_to_be_the_beginning_of_a_larger_one(new: int, data: st.DataObject) -> None:
    old = data.draw(st.one_of(st.integers(1, new), st.just(max(1, new - 1))))
    path = consistency(old, new, node)
    verify_consistency(old, new, root_of(old), root_of(new), path)
    if old < new:
        with pytest.raises(Unproven):
            verify_consistency(old, new, root_of(old), root_of(new)[::-1], path)


def test_the_largest_tree_there_can_be_is_proven_at_both_ends() -> None:
    for index in (0, LARGEST_SIZE - 1):
        verify_inclusion(index, LARGEST_SIZE, SAME[0], inclusion(index, LARGEST_SIZE, node), root_of(LARGEST_SIZE))
    path = consistency(LARGEST_SIZE - 1, LARGEST_SIZE, node)
    verify_consistency(LARGEST_SIZE - 1, LARGEST_SIZE, root_of(LARGEST_SIZE - 1), root_of(LARGEST_SIZE), path)


@pytest.mark.parametrize("number", [-1, 2**64, True, 1.0, "1", None, b"1"])
def test_what_is_no_number_of_leaves_is_refused(number: Any) -> None:
    for first, second in ((number, 8), (0, number)):
        with pytest.raises(Unproven) as refused:
            verify_inclusion(first, second, SAME[0], [], SAME[0])
        assert refused.value.code == "tree.size_malformed"
        with pytest.raises(Unproven) as refused:
            verify_consistency(first, second, SAME[0], SAME[0], [])
        assert refused.value.code == "tree.size_malformed"


@pytest.mark.parametrize("path", [None, b"", "", {}, 7, iter([]), {SAME[0]}])
def test_what_is_no_list_of_hashes_is_refused(path: Any) -> None:
    with pytest.raises(Unproven) as refused:
        verify_inclusion(0, 1, SAME[0], path, SAME[0])
    assert refused.value.code == "tree.path_malformed"
    with pytest.raises(Unproven) as refused:
        verify_consistency(1, 1, SAME[0], SAME[0], path)
    assert refused.value.code == "tree.path_malformed"


@given(strange, strange, strange, strange, strange)
def test_no_input_raises_anything_but_unproven(a: Any, b: Any, c: Any, d: Any, e: Any) -> None:
    with pytest.raises(Unproven):
        verify_inclusion(a, b, c, d, e)
    with pytest.raises(Unproven):
        verify_consistency(a, b, c, d, e)


def test_what_cannot_be_proven_is_not_proven() -> None:
    codes = []
    for make, first in ((inclusion, 8), (consistency, 0), (consistency, 9)):
        with pytest.raises(Unproven) as refused:
            make(first, 8, node)
        codes.append(refused.value.code)
    assert codes == ["inclusion.index_beyond_size", "consistency.from_nothing", "consistency.sizes_descend"]
