"""The tree against the published values, and against the RFC's own recursive definitions."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.proof.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency,
    inclusion,
    leaf_hash,
    node_hash,
    peaks,
    root,
    verify_consistency,
    verify_inclusion,
)
from shared.proof.unproven import Unproven
from tests.unit.proof.naive import naive_consistency, naive_inclusion, naive_node, naive_root
from tests.unit.proof.published import CONSISTENCY, INCLUSION, LEAVES, ROOTS, TREE

HASHES = [leaf_hash(leaf) for leaf in LEAVES]
trees = st.lists(st.binary(max_size=3), min_size=1, max_size=70)


def test_leaves_and_nodes_hash_as_published() -> None:
    for data, hash_ in TREE["hash_leaf"]:
        assert leaf_hash(bytes.fromhex(data)).hex() == hash_
    for left, right, hash_ in TREE["hash_children"]:
        assert node_hash(bytes.fromhex(left), bytes.fromhex(right)).hex() == hash_
    assert EMPTY_ROOT.hex() == TREE["empty_root"]


@pytest.mark.parametrize("size", range(9))
def test_roots_of_every_size_are_as_published(size: int) -> None:
    assert root(HASHES[:size]) == ROOTS[size]
    edge = Frontier()
    for hash_ in HASHES[:size]:
        edge.append(hash_)
    assert edge.root() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_inclusion_paths_are_as_published(index: int, size: int, path: list[bytes]) -> None:
    assert inclusion(index, size, partial(naive_node, LEAVES)) == path
    verify_inclusion(index, size, HASHES[index], path, ROOTS[size])


@pytest.mark.parametrize(("old", "new", "path"), CONSISTENCY)
def test_consistency_paths_are_as_published(old: int, new: int, path: list[bytes]) -> None:
    assert consistency(old, new, partial(naive_node, LEAVES)) == path
    verify_consistency(old, new, ROOTS[old], ROOTS[new], path)


@given(trees, st.data())
def test_inclusion_is_what_the_recursive_definition_gives(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = inclusion(index, len(leaves), partial(naive_node, leaves))
    assert path == naive_inclusion(index, leaves)
    verify_inclusion(index, len(leaves), leaf_hash(leaves[index]), path, naive_root(leaves))


@given(trees, st.data())
def test_consistency_is_what_the_recursive_definition_gives(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    path = consistency(old, len(leaves), partial(naive_node, leaves))
    assert path == naive_consistency(old, leaves)
    verify_consistency(old, len(leaves), naive_root(leaves[:old]), naive_root(leaves), path)


@given(trees)
def test_the_edge_gives_every_full_subtree_once_and_every_root(leaves: list[bytes]) -> None:
    edge, seen = Frontier(), {}
    for size, leaf in enumerate(leaves, 1):
        for level, index, hash_ in edge.append(leaf_hash(leaf)):
            assert (level, index) not in seen
            seen[level, index] = hash_
        assert (edge.size, edge.root()) == (size, naive_root(leaves[:size]))
    for (level, index), hash_ in seen.items():
        assert hash_ == naive_node(leaves, level, index)
    assert len(seen) == sum(len(leaves) >> level for level in range(8))


@given(trees, st.data())
def test_an_edge_taken_up_again_goes_on_as_if_never_left(leaves: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(leaves)))
    edge = Frontier.at(size, partial(naive_node, leaves))
    for leaf in leaves[size:]:
        edge.append(leaf_hash(leaf))
    assert edge.root() == naive_root(leaves)
    assert edge.subtrees == Frontier.at(len(leaves), partial(naive_node, leaves)).subtrees


def test_an_edge_with_too_few_hashes_is_refused() -> None:
    with pytest.raises(Unproven) as refused:
        Frontier(3, [HASHES[0]])
    assert refused.value.code == "frontier.malformed"


def test_the_peaks_of_a_tree_are_its_full_subtrees_from_the_left() -> None:
    assert peaks(0) == []
    assert peaks(7) == [(2, 0), (1, 2), (0, 6)]
    assert peaks(8) == [(3, 0)]
