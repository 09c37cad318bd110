"""`huying log verify` over a folder filled in bulk: entries a second of processor time, beside reading and hashing alone."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from services.ledger.checking.whole import Asked, verify
from services.ledger.tree import keys
from shared.proof.tiles import TILE_HEIGHT, TILE_WIDTH
from shared.proof.tree import HASH_BYTES, folded, inclusion, peaks, root, verify_inclusion
from tests.bench.recorded import SAYING, logs, recorded
from tests.bench.table import Figure

COUNT = int(os.environ.get("VERIFIED", "100000"))
AIM = 100_000
TIMES = 3
LARGE, LARGEST = 10**6, 10**9


def measure(_seconds: float) -> Iterator[Figure]:
    """Everything, then the logs with their copies alone; and how large proofs are. `VERIFIED` is how many entries there are."""
    with TemporaryDirectory(prefix="huying-bench-") as name:
        folder = Path(name)
        ledger = recorded(folder, COUNT)
        engines = {**logs(folder), "ledger": ledger.house.engine}
        own = keys.read(folder / keys.NAME).verifiers
        raw = _rate(lambda: _read_and_hashed(folder))
        everything = _rate(lambda: _verified(lambda: verify(engines, "hailar", Asked(own_keys=own))))
        beside = _rate(lambda: _verified(lambda: verify(engines, "hailar", Asked(services=SAYING))))
        yield _figure("SQLite: verified: logs, copies, tree, map", everything, raw)
        yield _figure("SQLite: verified: logs and copies alone", beside, raw)
        for engine in engines.values():
            engine.dispose()
        ledger.stop()
    yield _measured(LARGE)
    yield _computed(LARGEST)


def _verified(ask: Callable[[], dict[str, object]]) -> None:
    assert ask()["ok"]


def _read_and_hashed(folder: Path) -> None:
    """The least that anybody does who verifies: read both copies, hash one, compare."""
    with closing(sqlite3.connect(folder / "ledger.db")) as ledger:
        for name in SAYING:
            with closing(sqlite3.connect(folder / f"{name}.db")) as own:
                entries = own.execute("SELECT body FROM entries ORDER BY position")
                copies = ledger.execute("SELECT body FROM inbox WHERE source = ? ORDER BY position", (name,))
                for (body,), (copy,) in zip(entries, copies, strict=True):
                    sha256(body).digest()
                    assert body == copy


def _rate(work: Callable[[], None]) -> float:
    """Entries a second of this process's processor time, at its best of a few times: others use the machine as well."""
    took = []
    for _ in range(TIMES):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return COUNT / min(took)


def _figure(what: str, rate: float, raw: float) -> Figure:
    aim, met = f">= {AIM:,}/s of one core", rate >= AIM
    return Figure(what, rate, f"read twice, hashed once: {raw:.0f}/s", rate / raw, aim, met)


def _measured(size: int) -> Figure:
    """A tree of so many leaves is made, one leaf proven in it, and the proof checked."""
    hashes = [number.to_bytes(HASH_BYTES, "big") for number in range(size)]
    tiles = [root(hashes[at : at + TILE_WIDTH]) for at in range(0, size - size % TILE_WIDTH, TILE_WIDTH)]

    def node(level: int, index: int) -> bytes:
        if level < TILE_HEIGHT:
            return root(hashes[index << level : (index + 1) << level])
        return root(tiles[index << (level - TILE_HEIGHT) : (index + 1) << (level - TILE_HEIGHT)])

    path = inclusion(0, size, node)
    verify_inclusion(0, size, hashes[0], path, folded([node(*peak) for peak in peaks(size)]))
    return _proof(f"proof of one leaf of {size:,}, bytes: measured", path)


def _computed(size: int) -> Figure:
    """By the same code with hashes that are made up: how many there are does not hang on them."""
    return _proof(
        f"proof of one leaf of {size:,}, bytes: computed", inclusion(0, size, lambda _level, _index: bytes(HASH_BYTES))
    )


def _proof(what: str, path: Sequence[bytes]) -> Figure:
    return Figure(what, sum(map(len, path)), f"{len(path)} hashes")
