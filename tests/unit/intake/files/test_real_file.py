"""The real messages, which are not in this repository: skipped where the folder is absent."""

import csv
from pathlib import Path
from statistics import quantiles

import openpyxl
import pytest

from services.intake.files import count_rows
from services.intake.files.dates import moment
from tests.unit.intake.files.made import codes, orders

REAL = Path(__file__).parents[5] / "shared" / "data" / "messages.xlsx"
pytestmark = pytest.mark.skipif(
    not REAL.exists(), reason="the shared folder with messages.xlsx is not beside the checkout"
)


def rows() -> list[list[str]]:
    """The file as another reader gives it."""
    book = openpyxl.load_workbook(REAL, read_only=True)
    try:
        return [[str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    finally:
        book.close()


def as_csv(path: Path, content: list[list[str]], encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(content)
    return path


def test_all_messages_are_orders_and_the_same_as_a_csv_in_gb18030(tmp_path: Path) -> None:
    found = orders(REAL)
    assert len(found) == count_rows(REAL) == 1408
    assert len({one.source_no for one in found}) == 1408
    assert orders(as_csv(tmp_path / "gb.csv", rows(), "gb18030")) == found
    assert orders(as_csv(tmp_path / "utf.csv", rows(), "utf-8-sig")) == found


def test_the_text_is_what_stands_in_the_file_trimmed() -> None:
    assert [one.text for one in orders(REAL)] == [cells[4].replace("_x000D_\n", "\n").strip() for cells in rows()[1:]]


def test_the_answer_delays_are_those_of_the_file() -> None:
    told = [one.answered_at - one.asked_at for one in orders(REAL) if one.answered_at and one.asked_at]
    meant = [moment(cells[6]) - moment(cells[3]) for cells in rows()[1:]]
    assert told == meant
    assert quantiles([one.total_seconds() for one in told], n=4)[1] > 0


def test_twenty_spoiled_rows_are_exactly_those_put_aside(tmp_path: Path) -> None:
    content = rows()
    spoil = {
        "no_number": (0, ""),
        "no_text": (4, "\t\n　"),
        "unreadable_date": (3, "2019/13/45 10:00:00"),
        "bad_characters": (4, "坏\ufffd字"),
    }
    meant = {}
    for at, code in enumerate([*spoil] * 5):
        column, said = spoil[code]
        content[50 + 60 * at][column] = said
        meant[51 + 60 * at] = code
    for encoding in ("utf-8", "gb18030"):
        found = codes(as_csv(tmp_path / "spoiled.csv", content, encoding))
        assert {row: code for row, code in found if code != "ok"} == meant
        assert len(found) == 1408
