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

FEW, MANY = 500, 4_000
AT_MOST = 1.5
PEAK = Path(__file__).with_name("peak.py")


@pytest.mark.slow
def test_eight_times_the_rows_take_hardly_more_memory(another: Another, tmp_path: Path) -> None:
    peaks = {}
    for count in (FEW, MANY):
        peak = tmp_path / f"{count}.peak"
        measured = replace(another(f"rows{count}"), program=(str(PEAK), str(peak), sys.executable, *HUYING))
        said = measured.take(written(tmp_path / f"{count}.csv", orders(count)), seconds=500)
        assert said["registered"] == count
        peaks[count] = int(peak.read_text())
    assert peaks[FEW] > 50_000, "this is no peak of the system"
    assert peaks[MANY] <= AT_MOST * peaks[FEW]
