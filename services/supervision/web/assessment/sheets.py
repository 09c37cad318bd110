"""Workbooks: rows of plain values become sheets, one after another, without ever holding a whole one.

Text from data never begins a formula (=, +, -, @): such text gets an apostrophe in front, as a person would type it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from werkzeug.wrappers import Response

from shared.kernel.times import SHANGHAI

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
Value = str | int | bool | Fraction | datetime | None
Row = Sequence[Value]


class Sheet:
    """A sheet to be: its name, the widths of its columns in characters, its heading row, its rows."""

    def __init__(self, name: str, widths: Sequence[int], head: Row, rows: Iterable[Row]) -> None:
        self.name, self.widths, self.head, self.rows = name, widths, head, rows


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The file. Shares are shown as per cent with two decimals, times in Asia/Shanghai."""
    book = Workbook(write_only=True)
    for one in sheets:
        made = book.create_sheet(one.name)
        made.freeze_panes = "A2"
        for place, width in enumerate(one.widths):
            made.column_dimensions[chr(ord("A") + place)].width = width
        made.append([_head(made, value) for value in one.head])
        for row in one.rows:
            made.append([_cell(made, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def safe(text: str) -> str:
    """The text, never to be taken for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _head(sheet: Any, value: Value) -> Any:
    cell = _cell(sheet, value)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Value) -> Any:
    match value:
        case bool():
            return WriteOnlyCell(sheet, "是" if value else "否")
        case str():
            cell = WriteOnlyCell(sheet, safe(value))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            return cell
        case Fraction():
            cell = WriteOnlyCell(sheet, float(value))
            cell.number_format = "0.00%"
            return cell
        case datetime():
            cell = WriteOnlyCell(sheet, value.astimezone(SHANGHAI).replace(tzinfo=None))
            cell.number_format = "yyyy-mm-dd hh:mm"
            return cell
        case _:
            return WriteOnlyCell(sheet, value)


def download(data: bytes, name: str) -> Response:
    """The answer that saves the file under this name."""
    response = Response(data, mimetype=XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    response.headers["Cache-Control"] = "no-store"
    return response
