"""Lines of a text file with a bound on how much one row may take."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.intake.files.values import Unreadable

LONGEST_LINE = 1 << 18
LONGEST_ROW = 1 << 20
PATIENCE = 1 << 26
"""Characters that may be read anew, some five hundred long ways to the end of a missing quote."""


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
    """The lines, for a reader of rows that calls `begin` before each row, and `again` after one that failed.

    Endless when a line has more than 2^18 characters (the rest of it is skipped) or a row more than 2^20.
    """

    def __init__(self, file: io.TextIOWrapper, patience: int = PATIENCE) -> None:
        self._file = file
        self._row: list[str] = []
        self._waiting: list[str] = []
        self._taken = 0
        self._patience = patience

    def begin(self) -> None:
        self._row, self._taken = [], 0

    def again(self) -> str:
        """Gives the row's first line and lets the others be read anew: they need not share its fault.

        Unreadable when too much has been read anew already.
        """
        first, *others = self._row
        self._patience -= self._taken
        if self._patience < 0:
            raise Unreadable("引号不成对的行太多：请从来源系统重新导出，或另存为 .xlsx；前面读到的行不受影响")
        self._waiting.extend(reversed(others))
        return first

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else self._read()
        if not line:
            raise StopIteration
        self._row.append(line)
        self._taken += len(line)
        if is_cut(line) or self._taken > LONGEST_ROW:
            raise Endless
        return line

    def _read(self) -> str:
        line = self._file.readline(LONGEST_LINE)
        more = line
        while is_cut(more):
            more = self._file.readline(LONGEST_LINE)
        return line


def is_cut(line: str) -> bool:
    return len(line) == LONGEST_LINE and not line.endswith(("\n", "\r"))
