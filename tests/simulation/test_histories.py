"""A fixed number of seeds. `python -m tests.simulation` plays others, as many as there is time for."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.__main__ import show
from tests.simulation.histories import tell, undistracted

SEEDS, CHUNK = 100, 20


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with undistracted():
        yield


@pytest.mark.parametrize("first", range(1, SEEDS, CHUNK))
def test_whatever_happens_the_promises_of_the_architecture_hold(first: int) -> None:
    for seed in range(first, first + CHUNK):
        told = tell(seed)
        assert not told.faults, f"python -m tests.simulation 0 {seed}\n" + "\n".join(told.faults)


def test_a_seed_plays_the_same_history_in_another_process(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(tell(3))
    told = [sys.executable, "-m", "tests.simulation", "0", "3"]
    other = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(root)}
    again = subprocess.run(told, cwd=root, env=other, capture_output=True, text=True, check=True)
    assert again.stdout == capsys.readouterr().out
