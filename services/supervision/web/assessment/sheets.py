"""Workbooks: rows of plain values become sheets, one after another, without ever holding a whole one.

Text from data never begins a formula (=, +, -, @): such text gets an apostrophe in front, as a person would type it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from urllib.parse import quote

from werkzeug.wrappers import Response

from services.supervision.domain.export import RecordExport
from shared.eventlog.clock import uuid7
from shared.house.house import House
from shared.kernel.printable import printable
from shared.web.ask import Ask

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
    from services.supervision.web.assessment.writing import written  # noqa: PLC0415 - openpyxl takes most of a second

    return written(sheets)


def safe(text: str) -> str:
    """The text, never to be taken for a formula, without what a workbook cannot hold."""
    text = printable(text)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def taken(ask: Ask, table: str, period: str) -> None:
    """An entry says who took which table, before it is handed over."""
    house: House = ask.service
    house.execute(RecordExport(uuid7(ask.at), table, period, house.moment(ask.who.actor())))


def download(data: bytes, name: str) -> Response:
    """The answer that saves the file under this name."""
    response = Response(data, mimetype=XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    response.headers["Cache-Control"] = "no-store"
    return response
