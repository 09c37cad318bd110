import csv
from pathlib import Path

from services.intake.files import Bad, count_rows, write_rejects
from tests.unit.intake.files.made import FINE, HEADER, codes, items, put, text_of
from tests.unit.intake.files.sheets import MAIN, row, workbook


def test_rejects_can_be_mended_and_imported_again(tmp_path: Path) -> None:
    path = put(tmp_path, text_of([HEADER, FINE, (*FINE[:4], "那天"), ("", *FINE[1:])]))
    out = tmp_path / "rejects.csv"
    assert write_rejects(out, (item for item in items(path) if isinstance(item, Bad))) == 2
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert codes(out) == [(2, "unreadable_date"), (3, "no_number")]
    out.write_text(out.read_text(encoding="utf-8-sig").replace("那天", "2019-9-1"), encoding="utf-8")
    assert codes(out) == [(2, "ok"), (3, "no_number")]


def test_no_cell_of_the_rejects_is_a_formula(tmp_path: Path) -> None:
    raw = {"=编号": "=1+1", "b": "+1", "c": "-1", "d": "@x", "e": "\tx", "f": "x"}
    write_rejects(tmp_path / "out.csv", [Bad(3, "no_text", "没有正文", raw)])
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        head, cells = list(csv.reader(file))
    assert head == ["行号", "问题代码", "请这样改", "'=编号", "b", "c", "d", "e", "f", "其他"]
    assert cells == ["3", "no_text", "没有正文", "'=1+1", "'+1", "'-1", "'@x", "'\tx", "x", ""]


def test_columns_of_late_rejects_are_not_lost(tmp_path: Path) -> None:
    bads = [Bad(at, "no_text", "没有正文", {"a": "1"}) for at in range(300)]
    write_rejects(tmp_path / "out.csv", [*bads, Bad(301, "bad_json", "…", {"原文": "{"})])
    assert '"{""原文"": ""{""}"' in (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()[-1]


def test_rows_are_counted_without_reading_them(tmp_path: Path) -> None:
    lines = text_of([HEADER, (*FINE[:3], '一\n"二"\n三', FINE[4]), FINE])
    assert count_rows(put(tmp_path, lines)) == 2
    assert count_rows(put(tmp_path, lines.rstrip(), encoding="gb18030")) == 2
    assert count_rows(put(tmp_path, '{"a": "x"}\n{"a": "y\\""}', "in.jsonl")) == 2
    assert count_rows(put(tmp_path, b"", "empty")) is None


def test_a_sheet_that_declares_its_size_is_counted(tmp_path: Path) -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:G1409" /><sheetData>{row(HEADER)}</sheetData></worksheet>'
    assert count_rows(workbook(tmp_path / "a.xlsx", [], parts=[("xl/worksheets/sheet1.xml", sheet)])) == 1408
    assert count_rows(workbook(tmp_path / "b.xlsx", [row(HEADER)])) is None
