"""Cells as text: what is compared later is exactly what these functions give. Pure."""

import re
import unicodedata
from datetime import datetime

from services.intake.files.sentences import LONGEST_CELL
from services.intake.files.values import Cell, Spoiled

UNCLEAN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd\ufffe\uffff]")
"""Control characters but tab and newlines, undecodable bytes, lone surrogates, the replacement character."""
UNDECODABLE = re.compile("[\ud800-\udfff]")
CARRIAGE_RETURN = "_x000D_"
"""What .xlsx writes for one; readers that do not know it carry it on into their CSV."""
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


class Faulty(Exception):
    """A cell cannot be taken: `code` as in `sentences.py`, `column` its header."""

    def __init__(self, code: str, column: str) -> None:
        super().__init__(code)
        self.code = code
        self.column = column


def words(cell: Cell, column: str) -> str:
    """The cell's text: NFC, line breaks as one newline, trimmed of outer white space (the full-width too).

    Faulty for broken characters, more than 60,000 of them, or a cell that is spoiled itself.
    """
    if isinstance(cell, Spoiled):
        raise Faulty(cell.code, column)
    text = cell if isinstance(cell, str) else plain(cell)
    if len(text) > LONGEST_CELL:
        raise Faulty("too_long", column)
    if UNCLEAN.search(text):
        raise Faulty("bad_characters", column)
    if "\r" in text or CARRIAGE_RETURN in text:
        text = text.replace(CARRIAGE_RETURN, "\r").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip()


def plain(cell: float | bool | datetime | None) -> str:
    """A cell that is no text, as a person would type it: 12345.0 is `12345`, midnight is a date alone."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time().isoformat() == "00:00:00" else "%Y-%m-%d %H:%M:%S")
    if isinstance(cell, int):
        return str(cell)
    return str(int(cell)) if cell.is_integer() else str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether nobody would see anything in the cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip().strip(INVISIBLE))


def shown(cell: Cell) -> str:
    """The cell as it stands, for a list of rejects; undecodable bytes become U+FFFD."""
    text = cell.text if isinstance(cell, Spoiled) else cell if isinstance(cell, str) else plain(cell)
    return UNDECODABLE.sub("\ufffd", text)
