"""Records of a worksheet, as its XML streams by."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from services.intake.files.dates import EXCEL_DAY_ZERO, MAC_DAY_ZERO
from services.intake.files.header import MOST_COLUMNS, Record
from services.intake.files.sentences import LONGEST_CELL
from services.intake.files.values import Cell
from services.intake.files.xlsx.cells import Reading
from services.intake.files.xlsx.package import local, package
from services.intake.files.xlsx.parse import parse
from services.intake.files.xlsx.strings import shared_strings
from services.intake.files.xlsx.styles import date_styles
from services.intake.files.xlsx.workbook import first_sheet


def xlsx_records(path: Path) -> Iterator[Record]:
    """The records of the first visible sheet, in order, with the sheet's own row numbers. Unreadable as `package`."""
    with package(path) as parts, shared_strings(parts) as strings:
        name, old = first_sheet(parts)
        reading = Reading(strings, date_styles(parts), MAC_DAY_ZERO if old else EXCEL_DAY_ZERO)
        with parts.open(name) as part:
            yield from records(part, reading)


def records(part: IO[bytes], reading: Reading) -> Iterator[Record]:
    sheet = Sheet(reading)
    for _ in parse(part, sheet.start, sheet.end, sheet.characters):
        ready, sheet.ready = sheet.ready, []
        yield from ready


class Sheet:
    """Handlers for `<row>`, `<c>`, `<v>`, `<t>`, `<f>`; `ready` are the records since it was last emptied.

    Columns beyond the 512th, and what goes beyond the longest cell, are not kept.
    """

    def __init__(self, reading: Reading) -> None:
        self.ready: list[Record] = []
        self._reading = reading
        self._names: dict[str, str] = {}
        self._row = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._kind = self._style = ""
        self._parts: list[str] | None = None
        self._length = 0
        self._listening = self._aside = self._formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names.get(tag) or self._names.setdefault(tag, local(tag))
        if name == "c":
            self._begin_cell(attributes)
        elif name in {"v", "t"}:
            self._listening = not self._aside
            self._parts = self._parts or []
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._cells, self._column = [], 0
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._aside = True

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._column = column_of(attributes.get("r", "")) or self._column + 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._parts, self._length, self._formula = None, 0, False

    def characters(self, text: str) -> None:
        if self._listening and self._parts is not None and self._length <= LONGEST_CELL:
            self._parts.append(text)
            self._length += len(text)

    def end(self, tag: str) -> None:
        name = self._names[tag]
        if name in {"v", "t"}:
            self._listening = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self.ready.append(Record(self._row, self._cells))
        elif name == "rPh":
            self._aside = False

    def _end_cell(self) -> None:
        value = None if self._parts is None else "".join(self._parts)
        if self._column > MOST_COLUMNS or (value is None and not self._formula):
            return
        self._cells.extend([None] * (self._column - len(self._cells)))
        cell = self._reading.cell(self._kind, self._style, value, formula=self._formula)
        self._cells[self._column - 1] = cell


def column_of(reference: str) -> int:
    """The column of `B7`, which is 2; 0 for a cell without a reference."""
    column = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
    return column
