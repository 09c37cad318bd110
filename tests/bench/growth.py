"""Growth: ten times the orders take ten times as long, and no more memory. `GROWTH` is the most (10^6 takes hours)."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.bench.table import Figure
from tests.integration.acceptance.invented import orders, written

LEAST, TIMES = 1_000, 10
MOST = int(os.environ.get("GROWTH", "10000"))
LINEAR, FLAT = 0.8, 1.5
PEAK = Path("tests/integration/acceptance/peak.py")


class Run(NamedTuple):
    """One import into a fresh folder: orders a second until every service has handled them, the peak in MiB."""

    rate: float
    peak: float


def measure(_seconds: float) -> Iterator[Figure]:
    """For 1,000 orders, then ten times as many again and again; each beside the first."""
    first: Run | None = None
    count = LEAST
    while count <= MOST:
        run = _imported(count)
        first = first or run
        speed, memory = run.rate / first.rate, run.peak / first.peak
        said = f"peak {run.peak:.0f} MiB, {memory:.2f} of the first"
        good = speed >= LINEAR and memory <= FLAT
        aim, met = ("", None) if count == LEAST else (f">= {LINEAR}, peak <= {FLAT}", good)
        yield Figure(f"embedded: an import of {count:,} orders, its start included", run.rate, said, speed, aim, met)
        count *= TIMES


def _imported(count: int) -> Run:
    with TemporaryDirectory(prefix="huying-bench-") as name:
        folder = Path(name)
        file, peak = written(folder / "orders.csv", orders(count)), folder / "peak"
        command = [
            sys.executable,
            str(PEAK),
            str(peak),
            sys.executable,
            "-m",
            "services.cli",
            "feed",
            "import",
            str(file),
        ]
        command += ["--source", "12345", "--json", "--data", str(folder / "data")]
        began = time.perf_counter()
        ran = subprocess.run(
            command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
        )
        seconds = time.perf_counter() - began
        said = json.loads(ran.stdout)
        assert said["registered"] == count, said
        return Run(count / seconds, int(peak.read_text()) / 1024)
