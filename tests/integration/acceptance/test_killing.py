"""SIGKILL in the middle of an import, again and again: nothing registered is lost, nothing is there twice."""

import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from shared.telemetry.crashpoints import POINTS
from tests.integration.acceptance.commands import Huying, Process, kill
from tests.integration.acceptance.conftest import Another
from tests.integration.acceptance.invented import NUMBER, orders, written

KILLS = 20
EACH = 12
COUNTS = {"relay.committed": (1, 6), "relay.published": (1, 6)}  # passed once for a batch, of whatever size it comes
EVERY = (1, 25)  # passed once for each entry or key
SEED = 20261124


def parts(folder: Path, count: int) -> Iterator[Path]:
    """Files that grow: each has the rows of the one before and some more, so that there is always something to do."""
    rows = orders(count * EACH, seed=SEED)
    return (written(folder / f"part{n}.csv", rows[: n * EACH]) for n in range(1, count + 1))


def registered(huying: Huying) -> dict[str, str]:
    """Case number by stream of all that intake has committed, read from its file."""
    path = huying.folder / "intake.db"
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone() is None:
            return {}
        return dict(connection.execute("SELECT stream, subject FROM entries WHERE type = 'appeal.received'"))


def begins(huying: Huying, process: Process, before: int) -> None:
    """Wait until the process has registered something new, or is through."""
    until = time.monotonic() + 60
    while process.poll() is None and len(registered(huying)) <= before and time.monotonic() < until:
        time.sleep(0.05)


def survives(huying: Huying, last: Path, count: int, before: Sequence[dict[str, str]]) -> dict[str, object]:
    """After an import in peace everything is there once; how far each case is."""
    said = huying.take(last)
    assert said["registered"] + said["duplicate"] == said["read"] == count
    after = registered(huying)
    assert len(after) == count
    for known in before:
        assert known.items() <= after.items()
    assert huying.verifies()
    return dict(huying.ends())


@pytest.mark.slow
def test_killed_twenty_times_at_random_moments_it_ends_as_an_undisturbed_run(
    huying: Huying, another: Another, tmp_path: Path
) -> None:
    moments, seen, hit = random.Random(SEED), [], 0
    files = list(parts(tmp_path, KILLS))
    for file in files:
        seen.append(registered(huying))
        process = huying.start("feed", "import", file, "--source", "12345")
        if moments.random() < 0.8:
            begins(huying, process, len(seen[-1]))
        time.sleep(moments.uniform(0, 0.7))
        hit += process.poll() is None
        kill(process)
    assert hit >= KILLS // 2, "too many of the imports were through before they were killed"
    ends = survives(huying, files[-1], KILLS * EACH, seen)
    undisturbed = another("undisturbed")
    undisturbed.take(files[-1])
    assert ends == undisturbed.ends()
    assert {row[NUMBER] for row in orders(KILLS * EACH, seed=SEED)} == set(ends)
    assert huying.ask("parking", "list") == []


def killed_at(huying: Huying, point: str, count: int, file: Path) -> dict[str, str]:
    """An import that dies at this pass of the point; what was registered before."""
    before = registered(huying)
    ran = huying.run("feed", "import", file, "--source", "12345", HUYING_CRASH_AT=f"{point}:{count}")
    assert ran.code == -9, f"{point} was not passed {count} times\n{ran.err[-2000:]}"
    return before


@pytest.mark.slow
def test_killed_at_every_named_point_after_another_it_ends_as_an_undisturbed_run(
    huying: Huying, another: Another, tmp_path: Path
) -> None:
    files, seen = list(parts(tmp_path, len(EVERY) * len(POINTS))), []
    growing = iter(files)
    for point in POINTS:
        seen += [killed_at(huying, point, count, next(growing)) for count in COUNTS.get(point, EVERY)]
        huying.take(files[len(seen) - 1])  # in peace: a message that is in hand at a third death would be parked
    undisturbed = another("undisturbed")
    undisturbed.take(files[-1])
    assert survives(huying, files[-1], len(files) * EACH, seen) == undisturbed.ends()


@pytest.mark.long
def test_killed_at_a_named_point_alone_it_ends_as_an_undisturbed_run(another: Another, tmp_path: Path) -> None:
    files = list(parts(tmp_path, len(EVERY)))
    undisturbed = another("undisturbed")
    undisturbed.take(files[-1])
    meant = undisturbed.ends()
    for point in POINTS:
        huying = another(point)
        seen = [
            killed_at(huying, point, count, file) for file, count in zip(files, COUNTS.get(point, EVERY), strict=True)
        ]
        assert survives(huying, files[-1], len(EVERY) * EACH, seen) == meant, point
