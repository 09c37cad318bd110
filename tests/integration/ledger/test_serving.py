"""The tree over HTTP, read by a client that shares no code with it: partial tiles, full ones, and those of level 2."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from services.ledger.tree import keys
from services.ledger.tree.edge import Edge
from services.ledger.tree.leaf import Leaf
from services.ledger.tree.nodes import size_of
from services.ledger.tree.store import write_checkpoint, write_leaves, write_tiles
from tests.integration.ledger.office import Office
from tests.integration.ledger.reader import Answer, Fetch, followed, path_of


def fetching(office: Office) -> Fetch:
    def fetch(path: str) -> Answer:
        response = office.ask(f"/log/{path}", None)
        return Answer(response.status_code, dict(response.headers), response.get_data())

    return fetch


def grow(office: Office, size: int) -> None:
    """The tree up to this size in bulk, with a signed checkpoint."""
    signing = keys.read(office.folder / keys.NAME)
    with office.house.engine.begin() as connection:
        first = size_of(connection)
        edge = Edge.at(connection, first)
        news = [Leaf("/hailar/intake", n + 1, sha256(b"%d" % n).digest()) for n in range(first, size)]
        for leaf in news:
            edge.append(leaf.hash)
        write_leaves(connection, first, news)
        write_tiles(connection, edge.full)
        write_checkpoint(connection, size, signing.checkpoint(size, edge.root()), office.clock())


def verifier(office: Office) -> str:
    return keys.read(office.folder / keys.NAME).verifiers[0].text()


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    there = Office(tmp_path_factory.mktemp("grown"))
    yield there
    there.stop()


SIZES = [1, 2, 255, 256, 257, 511, 512, 1_000, 65_535, 65_536, 65_537, 66_000]


@pytest.mark.parametrize("size", SIZES)
def test_an_independent_client_recomputes_the_root(grown: Office, size: int) -> None:
    grow(grown, size)
    head = followed(fetching(grown), verifier(grown))
    assert (head.origin, head.size) == ("hailar.huying.invalid/ledger", size)


def test_a_level_2_tile_has_one_hash_over_65536_leaves(grown: Office) -> None:
    answer = fetching(grown)(path_of("2", 0, 1))
    assert (answer.status, len(answer.body)) == (200, 32)


@pytest.mark.parametrize(
    "path",
    [
        *("tile/0/x000/x999/000", "tile/3/000.p/1", "tile/2/000", "tile/2/000.p/2", "tile/0/257.p/209"),
        *("tile/0/000.p/0", "tile/0/000.p/256", "tile/00/000", "tile/0/0", "tile/0/x000/000", "tile/64/000.p/1"),
        *(
            "tile/entries/999",
            "tile/entries/257.p/209",
            "tile/0/-01",
            "tile/data/000",
            "checkpoint/x",
            "tile/0/000.p/01",
        ),
    ],
)
def test_what_is_not_there_or_misspelt_is_404(grown: Office, path: str) -> None:
    assert fetching(grown)(path).status == 404


@pytest.mark.parametrize("width", [1, 77, 255])
def test_a_narrower_tile_is_the_beginning_of_a_wider_one(grown: Office, width: int) -> None:
    fetch = fetching(grown)
    assert fetch(path_of("0", 3, width)).body == fetch(path_of("0", 3, 256)).body[: 32 * width]
    assert fetch(path_of("1", 0, width)).body == fetch(path_of("1", 0, 256)).body[: 32 * width]


def test_what_was_published_before_stays_as_it_was(grown: Office) -> None:
    fetch = fetching(grown)
    before = fetch(path_of("0", 257, 208)).body
    grow(grown, 66_100)
    assert fetch(path_of("0", 257, 208)).body == before


def test_caches_keep_tiles_for_ever_and_the_checkpoint_not_at_all(grown: Office) -> None:
    fetch = fetching(grown)
    note, tile = fetch("checkpoint"), fetch(path_of("0", 0, 256))
    assert (note.headers["Content-Type"], note.headers["Cache-Control"]) == ("text/plain; charset=utf-8", "no-cache")
    assert tile.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_before_the_first_checkpoint_there_is_none(office: Office) -> None:
    assert fetching(office)("checkpoint").status == 404


def test_leaves_without_a_checkpoint_are_not_served(office: Office, tmp_path: Path) -> None:
    del tmp_path
    with office.house.engine.begin() as connection:
        write_leaves(connection, 0, [Leaf("/hailar/intake", 1, bytes(32))])
    assert fetching(office)("tile/entries/000.p/1").status == 404
