"""Memory stays flat however long a file is.

By hand, on two shared cores: see docs/operations for 200,000 rows; a test cannot take so long.
"""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.acceptance.commands import HUYING
from tests.integration.acceptance.conftest import Another
from tests.integration.acceptance.invented import orders, written

PEAK = Path(__file__).with_name("peak.py")


@pytest.mark.slow
@pytest.mark.parametrize(("few", "at_most"), [(125, 1.4), pytest.param(500, 1.5, marks=pytest.mark.long)])
def test_eight_times_the_rows_take_hardly_more_memory(
    another: Another, tmp_path: Path, few: int, at_most: float
) -> None:
    peaks = {}
    for count in (few, 8 * few):
        peak = tmp_path / f"{count}.peak"
        measured = replace(another(f"rows{count}"), program=(str(PEAK), str(peak), sys.executable, *HUYING))
        said = measured.take(written(tmp_path / f"{count}.csv", orders(count)), seconds=500)
        assert said["registered"] == count
        peaks[count] = int(peak.read_text())
    assert peaks[few] > 50_000, "this is no peak of the system"
    assert peaks[8 * few] <= at_most * peaks[few]
