"""The real workbook as another reader gives it; independent of the product's own reading."""

import re
from datetime import datetime
from pathlib import Path

import openpyxl

NUMBER, USER, SUBJECT, ASKED_AT, TEXT, ANSWER, ANSWERED_AT = range(7)
Row = list[str]


def rows_of(path: Path) -> list[Row]:
    """All rows with the header as first, every cell as text."""
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
    finally:
        book.close()


def delay(row: Row) -> float:
    """Seconds from message to answer, from the digits of both times in whatever form they are written."""
    return (moment(row[ANSWERED_AT]) - moment(row[ASKED_AT])).total_seconds()


def moment(text: str) -> datetime:
    """The time that these digits tell."""
    return datetime(*map(int, re.findall(r"\d+", text)[:6]))  # type: ignore[arg-type]  # noqa: DTZ001 - a difference needs no zone
