"""Peak memory of a whole process stays flat while the file grows. `.bench` figures for 200,000 rows: see the note."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.intake.files.made import HEADER, put, text_of
from tests.unit.intake.files.sheets import row, workbook

PEAK = """
import resource, sys
from pathlib import Path
from services.intake.files import read_orders
print(sum(1 for _ in read_orders(Path(sys.argv[1]))), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def rows(count: int) -> Iterator[tuple[str, ...]]:
    return (
        (f"HL{at:06}", f"张{at}", "", f"{at}" + "热线来电反映供热不足请协调解决" * 20, "2019-9-11")
        for at in range(count)
    )


def inline(path: Path, count: int) -> Path:
    return workbook(path, (row(cells) for cells in ([HEADER, *rows(count)])))


def shared(path: Path, count: int) -> Path:
    words = (f"<si><t>{word}</t></si>" for cells in [HEADER, *rows(count)] for word in cells)
    at = (5 * number for number in range(count + 1))
    return workbook(path, (row([f'<c t="s"><v>{one + more}</v></c>' for more in range(5)]) for one in at), words)


def plain(path: Path, count: int) -> Path:
    return put(path.parent, text_of([HEADER, *rows(count)]), path.name, encoding="gb18030")


def peak(path: Path) -> tuple[int, int]:
    """Items read, and the peak in KiB, of a process that does nothing else."""
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    read, kib = done.stdout.split()
    return int(read), int(kib)


@pytest.mark.slow
@pytest.mark.parametrize("make", [inline, shared, plain])
def test_twenty_times_the_rows_take_no_more_memory(tmp_path: Path, make: Callable[[Path, int], Path]) -> None:
    read, small = peak(make(tmp_path / "small", 1_000))
    assert read == 1_000
    read, large = peak(make(tmp_path / "large", 20_000))
    assert read == 20_000
    assert large < 1.25 * small
