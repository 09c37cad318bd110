"""The shared strings of a workbook, on disk: a file of 200,000 rows must not hold its words in memory.

The temporary file has no name, so it is gone with the process whatever happens.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from services.intake.files.sentences import LONGEST_CELL
from services.intake.files.xlsx.package import Package, local
from services.intake.files.xlsx.parse import parse

PART = "xl/sharedStrings.xml"
OFFSET = 8
REMEMBERED = 4_096
SHORT = 64
"""Words up to this length (yes and no, names of units) are remembered; texts are read again."""


@contextmanager
def shared_strings(package: Package) -> Iterator["Strings"]:
    """The strings of this package, by index. Takes as much disk as they are long."""
    with tempfile.TemporaryFile() as words, tempfile.TemporaryFile() as ends:
        if package.has(PART):
            with package.open(PART) as part:
                spill(part, words, ends)
        yield Strings(words.fileno(), ends.fileno())


def spill(part: IO[bytes], words: IO[bytes], ends: IO[bytes]) -> None:
    items = Items(words, ends)
    for _ in parse(part, items.start, items.end, items.characters):
        pass
    words.flush()
    ends.flush()


class Items:
    """Handlers for `<si>`: the words of its runs, without the readings above them (`rPh`)."""

    def __init__(self, words: IO[bytes], ends: IO[bytes]) -> None:
        self._words, self._ends = words, ends
        self._at = 0
        self._parts: list[str] = []
        self._length = 0
        self._within = False
        self._reading = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        match local(tag):
            case "si":
                self._parts, self._length = [], 0
            case "rPh":
                self._reading = True
            case "t":
                self._within = not self._reading

    def characters(self, text: str) -> None:
        if self._within and self._length <= LONGEST_CELL:
            self._parts.append(text)
            self._length += len(text)

    def end(self, tag: str) -> None:
        match local(tag):
            case "si":
                content = "".join(self._parts).encode()
                self._at += len(content)
                self._words.write(content)
                self._ends.write(self._at.to_bytes(OFFSET, "big"))
            case "rPh":
                self._reading = False
            case "t":
                self._within = False


class Strings:
    def __init__(self, words: int, ends: int) -> None:
        self._words, self._ends = words, ends
        self._short: dict[int, str] = {}

    def __getitem__(self, index: int) -> str:
        """The string at `index`; IndexError if there is none."""
        if index in self._short:
            return self._short[index]
        first = max(index - 1, 0) * OFFSET
        found = os.pread(self._ends, OFFSET * (2 if index else 1), first)
        if index < 0 or len(found) < OFFSET * (2 if index else 1):
            raise IndexError(index)
        end = int.from_bytes(found[-OFFSET:], "big")
        begin = int.from_bytes(found[:OFFSET], "big") if index else 0
        text = os.pread(self._words, end - begin, begin).decode()
        self._remember(index, text)
        return text

    def _remember(self, index: int, text: str) -> None:
        if len(text) <= SHORT:
            if len(self._short) >= REMEMBERED:
                self._short.clear()
            self._short[index] = text
