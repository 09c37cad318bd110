from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import from_excel

from tests.unit.intake.files.made import FINE, HEADER, codes, items, orders, put, text_of
from tests.unit.intake.files.sheets import DATE, OWN_DATE, OWN_NUMBER, RELATIONS, WORKBOOK, row, workbook

EXPECTED = "2019-09-11T02:04:28+00:00"


def asked(path: Path) -> list[str | None]:
    return [one.asked_at.isoformat() if one.asked_at else None for one in orders(path)]


def test_a_workbook_gives_the_same_order_as_a_csv(tmp_path: Path) -> None:
    book = workbook(tmp_path / "in.xlsx", [row(HEADER), row(FINE)])
    assert orders(book) == orders(put(tmp_path, text_of([HEADER, FINE])))


def test_what_openpyxl_writes_is_read_with_shared_strings_and_dates(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(HEADER)  # type: ignore[union-attr]
    book.active.append((7, "张某", 13800000000, "一\n二", from_excel(43719.419768518521)))  # type: ignore[union-attr]
    book.save(tmp_path / "in.xlsx")
    (found,) = orders(tmp_path / "in.xlsx")
    assert (found.source_no, found.phone, found.text) == ("7", "13800000000", "一\n二")
    assert asked(tmp_path / "in.xlsx") == [EXPECTED]


@pytest.mark.parametrize(
    "cell",
    [
        f'<c s="{DATE}"><v>43719.419768518521</v></c>',
        f'<c s="{OWN_DATE}"><v>4.3719419768518521E4</v></c>',
        43719.419768518521,
        '<c t="d"><v>2019-09-11T10:04:28</v></c>',
        '<c t="str"><f>NOW()</f><v>2019/9/11 10:04:28</v></c>',
    ],
)
def test_dates_of_a_spreadsheet_are_read(tmp_path: Path, cell: object) -> None:
    assert asked(workbook(tmp_path / "in.xlsx", [row(HEADER), row((*FINE[:4], cell))])) == [EXPECTED]


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    old = [("xl/workbook.xml", WORKBOOK.replace("<workbookPr/>", '<workbookPr date1904="1"/>'))]
    cell = f'<c s="{DATE}"><v>{43719.419768518521 - 1462}</v></c>'
    assert asked(workbook(tmp_path / "in.xlsx", [row(HEADER), row((*FINE[:4], cell))], parts=old)) == [EXPECTED]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>12345.0</v></c>", "12345"),
        ("<c><v>1.3800000001E10</v></c>", "13800000001"),
        ("<c><v>20190911000012345</v></c>", "20190911000012345"),
        (f'<c s="{OWN_NUMBER}"><v>5</v></c>', "5"),
        (f'<c s="{DATE}"><v>43719</v></c>', "2019-09-11"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ('<c t="str"><f>A1</f><v>灯</v></c>', "灯"),
        ('<c t="inlineStr"><is><r><t>楼</t></r><r><t>道</t></r><rPh><t>loudao</t></rPh></is></c>', "楼道"),
        ('<c t="inlineStr"><is><t>一_x000D_&#10;二</t></is></c>', "一\n二"),
        ('<c t="s"><v>0</v></c>', "共享 字"),
        ('<c t="s"><v>1</v></c>', "楼道"),
        ('<c t="inlineStr"><is><t>&lt;b&gt;</t></is></c>', "<b>"),
    ],
)
def test_a_cell_is_read_as_it_is_stored(tmp_path: Path, cell: str, text: str) -> None:
    shared = ["<si><t>共享 字</t></si>", "<si><r><t>楼</t></r><rPh><t>lou</t></rPh><r><t>道</t></r></si>"]
    book = workbook(tmp_path / "in.xlsx", [row(HEADER), row((*FINE[:3], cell))], shared)
    assert [one.text for one in orders(book)] == [text]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("<c><f>SUM(A1)</f></c>", "formula"),
        ("<c><f>SUM(A1)</f><v/></c>", "formula"),
        ('<c t="e"><v>#N/A</v></c>', "cell_error"),
        ('<c t="s"><v>99</v></c>', "cell_error"),
        ('<c t="s"><v>-1</v></c>', "cell_error"),
        ("<c><v>2.0190911000012E+16</v></c>", "rounded_number"),
        ("<c><v>1E999</v></c>", "rounded_number"),
        (f'<c s="{DATE}"><v>1E9</v></c>', "cell_error"),
        ('<c t="inlineStr"><is><t>_x0000_</t></is></c>', "bad_characters"),
        ('<c t="inlineStr"><is><t>_xD800_</t></is></c>', "bad_characters"),
        (f'<c t="inlineStr"><is><t>{"长" * 70_000}</t></is></c>', "too_long"),
        ('<c t="inlineStr"><is><t> </t></is></c>', "no_text"),
    ],
)
def test_a_cell_that_cannot_be_taken_puts_its_row_aside(tmp_path: Path, cell: str, code: str) -> None:
    book = workbook(tmp_path / "in.xlsx", [row(HEADER), row((*FINE[:3], cell)), row(FINE)])
    assert codes(book) == [(2, code), (3, "ok")]


def test_rows_and_cells_stand_where_the_sheet_says(tmp_path: Path) -> None:
    sparse = '<c r="A9" t="inlineStr"><is><t>HL9</t></is></c><c r="D9" t="inlineStr"><is><t>灯</t></is></c><c r="ZZZ9"><v>1</v></c>'
    book = workbook(
        tmp_path / "in.xlsx", ["<row/>", row(["导出表"], 2), row(HEADER, 4), f'<row r="9">{sparse}</row>', row(FINE)]
    )
    assert codes(book) == [(9, "ok"), (10, "ok")]
    assert [(one.source_no, one.name, one.text) for one in orders(book)] == [
        ("HL9", None, "灯"),
        ("HL1", "张某", "楼道没有灯"),
    ]


def test_prefixes_and_absolute_targets_of_other_writers_are_understood(tmp_path: Path) -> None:
    sheet = '<x:worksheet xmlns:x="urn:any"><x:sheetData>' + (row(HEADER) + row(FINE)) + "</x:sheetData></x:worksheet>"
    for name in ("row", "c", "is", "t"):
        sheet = (
            sheet.replace(f"<{name}>", f"<x:{name}>")
            .replace(f"</{name}>", f"</x:{name}>")
            .replace(f"<{name} ", f"<x:{name} ")
        )
    parts = [
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/_rels/workbook.xml.rels", RELATIONS.replace('"worksheets/', '"/xl/worksheets/')),
    ]
    assert codes(workbook(tmp_path / "in.xlsx", [], parts=parts)) == [(2, "ok")]


def test_a_spoiled_cell_in_a_column_that_nobody_reads_does_no_harm(tmp_path: Path) -> None:
    book = workbook(tmp_path / "in.xlsx", [row((*HEADER, "坐席")), row((*FINE, '<c t="e"><v>#N/A</v></c>'))])
    assert len(items(book)) == len(orders(book)) == 1
