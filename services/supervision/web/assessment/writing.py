"""Writing workbooks with openpyxl, row by row; loaded by the first who asks for one."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from services.supervision.web.assessment.sheets import Sheet, Value, safe
from shared.kernel.times import SHANGHAI


def written(sheets: Iterable[Sheet]) -> bytes:
    """The file."""
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
