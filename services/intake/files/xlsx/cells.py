"""What one `<c>` element holds, as a cell. Pure, apart from asking for a shared string."""

import re
from dataclasses import dataclass
from datetime import datetime

from services.intake.files.dates import from_serial
from services.intake.files.values import Cell, Spoiled
from services.intake.files.xlsx.strings import Strings

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
DIGITS_OF_EXCEL = 10**15


@dataclass(frozen=True, slots=True)
class Reading:
    """What cells of a sheet are read with."""

    strings: Strings
    dates: frozenset[str]
    day_zero: datetime

    def cell(self, kind: str, style: str, value: str | None, *, formula: bool) -> Cell:
        """`kind` is the type written in the cell, `value` its stored value or text, None if there is none."""
        if formula and not value and kind == "n":
            return Spoiled("formula", "=…")
        if value is None:
            return None
        match kind:
            case "s":
                return self._shared(value)
            case "inlineStr" | "str" | "d":
                return unescaped(value)
            case "b":
                return value.strip() in {"1", "true"}
            case "e":
                return Spoiled("cell_error", value)
        return self._number(value.strip(), style)

    def _shared(self, index: str) -> Cell:
        try:
            return unescaped(self.strings[int(index)])
        except (IndexError, ValueError):
            return Spoiled("cell_error", index)

    def _number(self, written: str, style: str) -> Cell:
        if not written:
            return None
        try:
            number = int(written) if written.isdigit() else float(written)
            if style in self.dates:
                return from_serial(float(number), self.day_zero)
        except (ValueError, OverflowError):
            return Spoiled("cell_error", written)
        if isinstance(number, float) and abs(number) >= DIGITS_OF_EXCEL:
            return Spoiled("rounded_number", written)
        return number


def unescaped(text: str) -> str:
    """Text with `_x000D_` as the character it stands for (ECMA-376 22.9.2.19)."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
