"""Tiles against the reference tree's rules of C2SP tlog-tiles, across full, partial and level-2 tiles."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.proof.tiles import (
    ENTRIES,
    Tile,
    checked_tile,
    nodes_from,
    read_entries,
    read_tile_path,
    tile_width,
    write_entries,
)
from shared.proof.tree import (
    Frontier,
    consistency,
    inclusion,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)
from shared.proof.unproven import Unproven


def accumulated_roots(hashes: list[bytes]) -> Iterator[bytes]:
    edge = Frontier()
    yield edge.root()
    for hash_ in hashes:
        edge.append(hash_)
        yield edge.root()


SIZE = 70_000
HASHES = [leaf_hash(number.to_bytes(3, "big")) for number in range(SIZE)]
LEVELS = [
    HASHES,
    [root(HASHES[at : at + 256]) for at in range(0, SIZE - SIZE % 256, 256)],
]
LEVELS.append([root(LEVELS[1][:256])])
ROOTS = list(accumulated_roots(HASHES))


def read(tile: Tile) -> bytes:
    first = tile.number * 256
    return b"".join(LEVELS[tile.level][first : first + tile.width])


def test_the_last_root_is_that_of_all_leaves() -> None:
    assert ROOTS[SIZE] == root(HASHES)


def test_a_path_groups_the_index_by_thousands() -> None:
    assert Tile(0, 1234067).path == "tile/0/x001/x234/067"
    assert Tile(3, 7, 5).path == "tile/3/007.p/5"
    assert Tile(ENTRIES, 1000).path == "tile/entries/x001/000"


@given(st.sampled_from([ENTRIES, *range(64)]), st.integers(0, 2**64 - 1), st.integers(1, 256))
def test_a_path_is_read_as_what_it_was_written_from(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert read_tile_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/1",
        "tile/0/0001",
        "tile/00/001",
        "tile/64/001",
        "tile/-1/001",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/0" + 2000 * "/x001" + "/001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/007",
        "tile/0/001.p/",
        "tile/0/001/",
        "/tile/0/001",
        "tile/entries/1",
        "tile/data/001",
        "tile/0/00\u0661",
        "tile/0/001\n",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
    ],
)
def test_what_no_tile_is_called_is_refused(path: str) -> None:
    with pytest.raises(Unproven) as refused:
        read_tile_path(path)
    assert refused.value.code == "tile.path_malformed"


def test_the_widths_of_a_tree_of_70000_are_those_of_the_specification() -> None:
    assert [tile_width(0, index, SIZE) for index in (0, 272, 273, 274)] == [256, 256, 112, 0]
    assert [tile_width(1, index, SIZE) for index in (0, 1, 2)] == [256, 17, 0]
    assert [tile_width(2, index, SIZE) for index in (0, 1)] == [1, 0]
    assert [tile_width(level, 0, 256) for level in (0, 1)] == [256, 1]


@given(st.integers(1, SIZE))
def test_the_root_comes_out_of_the_tiles(size: int) -> None:
    assert Frontier.at(size, nodes_from(read, size)).root() == ROOTS[size]


@given(st.integers(1, SIZE), st.data())
def test_an_inclusion_comes_out_of_the_tiles(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = inclusion(index, size, nodes_from(read, size))
    verify_inclusion(index, size, HASHES[index], path, ROOTS[size])


@given(st.integers(1, SIZE), st.data())
def test_a_consistency_comes_out_of_the_tiles(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    path = consistency(old, new, nodes_from(read, new))
    verify_consistency(old, new, ROOTS[old], ROOTS[new], path)


@pytest.mark.parametrize("body", [b"", bytes(31), bytes(33), bytes(64)])
def test_a_tile_of_the_wrong_length_is_refused(body: bytes) -> None:
    with pytest.raises(Unproven) as refused:
        checked_tile(Tile(0, 0, 1), body)
    assert refused.value.code == "tile.length"


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_a_bundle_is_read_as_what_it_was_written_from(entries: list[bytes]) -> None:
    assert read_entries(write_entries(entries), len(entries)) == entries


@pytest.mark.parametrize(
    ("body", "width"), [(b"\x00", 1), (b"\x00\x02a", 1), (b"\x00\x00", 2), (b"\x00\x00\x00\x00", 1)]
)
def test_a_bundle_with_bytes_lacking_or_left_over_is_refused(body: bytes, width: int) -> None:
    with pytest.raises(Unproven) as refused:
        read_entries(body, width)
    assert refused.value.code == "tile.entries_malformed"


def test_an_entry_too_long_for_its_length_is_refused() -> None:
    write_entries([bytes(65535)])
    for entries in ([bytes(65536)], [b""] * 257):
        with pytest.raises(Unproven):
            write_entries(entries)
