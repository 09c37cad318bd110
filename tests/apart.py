"""`python -m tests.apart N [pytest's arguments]`: the tests in N processes, each with a share of the files of its own.

Thousands of tests of a millisecond are done sooner this way than by pytest-xdist, whose workers each collect all files
and tell of each test three times. It is for tests that share nothing; `make test` is xdist's.
"""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

import pytest

PATTERN = "test_*.py"
NOTHING = int(pytest.ExitCode.NO_TESTS_COLLECTED)
"""No failure where another share had tests, as with `-k`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--share K/N`: the files that are number K, K + N, K + 2N, … of all that there are."""
    parser.addoption("--share", default="1/1", help="run a share of the files: 1/2 is every other one, 2/2 the rest")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the files of the others' shares."""
    number, _, count = config.getoption("share").partition("/")
    if count == "1" or not collection_path.is_file():
        return None
    files = sorted((path for root in config.args for path in Path(root).rglob(PATTERN)), key=_size)
    place = {path.resolve(): at for at, path in enumerate(files)}.get(collection_path)
    return True if place is not None and place % int(count) != int(number) - 1 else None


def _size(path: Path) -> tuple[int, Path]:
    """Small and large in turn: what is long to read is mostly long to run."""
    return path.stat().st_size, path


def main(count: int, words: list[str]) -> int:
    """Run them beside each other; what each says stands together, and the worst end is the end."""
    shares = [f"{number}/{count}" for number in range(1, count + 1)]
    command = [sys.executable, "-m", "pytest", "-p", "tests.apart", "--color=auto", *words]
    with ExitStack() as stack:
        said = [stack.enter_context(TemporaryFile("w+")) for _ in shares]
        running = [
            subprocess.Popen([*command, "--share", share], stdout=page, stderr=subprocess.STDOUT)
            for share, page in zip(shares, said, strict=True)
        ]
        for share, process, page in zip(shares, running, said, strict=True):
            process.wait()
            page.seek(0)
            sys.stdout.write(f"== tests, share {share}\n{page.read()}\n")
            sys.stdout.flush()
        ends: set[int] = {process.returncode for process in running}
        return max(map(abs, ends - {NOTHING} or ends))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
