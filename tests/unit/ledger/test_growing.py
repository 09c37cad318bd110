"""Many leaves at once are the tree, the tiles and the map that one by one are."""

from hashlib import sha256

import pytest

from services.ledger.checking.chains import Chains
from services.ledger.checking.growing import Growing
from services.ledger.checking.mapped import root_of
from services.ledger.tree.edge import Edge, FullTile
from shared.proof.casemap import Value, encode, extended, key_of
from shared.proof.mapnodes import update
from shared.proof.tree import Frontier
from tests.unit.proof.test_casemap import Kept

HASHES = [sha256(b"%d" % number).digest() for number in range(1_300)]


def one_by_one(count: int) -> tuple[Edge, dict[int, bytes]]:
    edge, roots = Edge(Frontier(), []), dict[int, bytes]()
    for hash_ in HASHES[:count]:
        edge.append(hash_)
        roots[edge.size] = edge.root()
    return edge, roots


@pytest.mark.parametrize("base", [0, 1, 255, 256, 300, 512])
@pytest.mark.parametrize("step", [1, 200, 256, 700, 1_300])
def test_every_root_and_tile_is_that_of_the_tree_made_one_by_one(base: int, step: int) -> None:
    whole, roots = one_by_one(len(HASHES))
    edge, _ = one_by_one(base)
    edge.full.clear()
    growing, full = Growing(edge), list[FullTile]()
    for at in range(base, len(HASHES), step):
        growing.extend(HASHES[at : at + step], range(at + 1, min(at + step, len(HASHES)) + 1))
        full += growing.full()
    assert growing.size == len(HASHES)
    assert growing.roots == {size: roots[size] for size in range(base + 1, len(HASHES) + 1)}
    assert full == [tile for tile in whole.full if (tile.number + 1) << 8 > base]


def test_a_tile_of_the_second_level_becomes_full_as_well() -> None:
    one, many = Edge(Frontier(), []), Growing(Edge(Frontier(), []))
    hashes = [bytes(28) + number.to_bytes(4, "big") for number in range(1 << 16)]
    for hash_ in hashes:
        one.append(hash_)
    many.extend(hashes, [1 << 16])
    assert list(many.full()) == one.full
    assert many.roots == {1 << 16: one.root()}


@pytest.mark.parametrize("subjects", [0, 1, 2, 90])
def test_the_map_made_in_one_go_is_the_one_that_grew(subjects: int) -> None:
    names, chains, grown = [f"case {number}" for number in range(subjects)], Chains(), dict[str, Value]()
    said = [number * number % subjects for number in range(300)] if subjects else []
    for at in range(0, len(said), 70):
        chains.add(said[at : at + 70], HASHES[at : at + len(said[at : at + 70])], at)
    for number, subject in enumerate(said):
        grown[names[subject]] = extended(grown.get(names[subject]), number, HASHES[number])
    held = {key_of(name): encode(value) for name, value in grown.items()}
    assert root_of(chains, names) == update(Kept(), held)
