"""Lines of a text file with a bound on how much one row may take."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST_LINE = 1 << 18
LONGEST_ROW = 1 << 20


class Endless(Exception):
    """One row goes on and on: a quote is missing, or the file is no table."""


@contextmanager
def opened(path: Path, encoding: str) -> Iterator[io.TextIOWrapper]:
    """The file as text, line ends as they stand; undecodable bytes as lone surrogates, so that only their row suffers.

    Neither encoding's trailing bytes can be a comma, a quote or a line end: a broken character swallows no column.
    """
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        yield file


class Lines:
    """The lines, for a reader of rows that calls `begin` before each row.

    Endless when a line has more than 2^18 characters (the rest of it is skipped) or a row more than 2^20.
    """

    def __init__(self, file: io.TextIOWrapper) -> None:
        self._file = file
        self._taken = 0

    def begin(self) -> None:
        self._taken = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self._taken += len(line)
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            self._skip()
            raise Endless
        if self._taken > LONGEST_ROW:
            raise Endless
        return line

    def _skip(self) -> None:
        while (more := self._file.readline(LONGEST_LINE)) and not more.endswith(("\n", "\r")):
            pass
