"""A witness killed at any moment while everybody asks at once."""

import random
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Timer

import pytest

from shared.proof.keys import SIGNS
from shared.proof.note import Signature
from shared.proof.signing import SecretKey
from shared.witness.asking import submit
from tests.integration.witness.department import Department
from tests.unit.witness.grown import Grown

KEYS = [SecretKey(f"log{number}.invalid", SIGNS, bytes([number]) * 32) for number in range(12)]
TREES = [Grown(story, key).grow(5) for key in KEYS for story in ("a story", "another story")]


@pytest.mark.slow
def test_killed_at_any_moment_it_cosigns_one_tree_of_a_size_at_most(tmp_path: Path) -> None:
    department = Department(tmp_path)
    chance = random.Random(5)
    given: dict[str, set[bytes]] = {}
    for is_last in (False, False, False, True):
        with department.running(logs=[key.public for key in KEYS]) as process:
            killer = Timer(chance.uniform(0.02, 0.6), process.send_signal, (signal.SIGKILL,))
            if not is_last:
                killer.start()
            offered = chance.sample(TREES, len(TREES))
            with ThreadPoolExecutor(6) as pool:
                answers = list(pool.map(lambda tree: submit(tree.note(), 0, [], department.party, seconds=20), offered))
            with suppress(RuntimeError):
                killer.join()
        for tree, answer in zip(offered, answers, strict=True):
            if isinstance(answer, Signature):
                given.setdefault(tree.key.name, set()).add(tree.checkpoint().root)
    assert given, "the last one lived long enough to sign"
    for origin, roots in given.items():
        kept = department.cosigned(origin)
        assert kept is not None
        assert roots == {kept.root}
