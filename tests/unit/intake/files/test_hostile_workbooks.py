import zipfile
from pathlib import Path

import pytest

from services.intake.files import Unreadable, count_rows
from services.intake.files.xlsx.parse import MOST_PENDING
from tests.unit.intake.files.made import FINE, HEADER, items, put
from tests.unit.intake.files.sheets import MAIN, row, workbook

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/hostname">'
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{row(HEADER)}{row(FINE)}</sheetData></worksheet>'
GOOD_ROWS = [row(HEADER), row(FINE)]


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_document_type_is_refused_in_every_part(tmp_path: Path, part: str, prolog: str) -> None:
    book = workbook(tmp_path / "in.xlsx", GOOD_ROWS, parts=[(part, prolog + "<x/>")])
    with pytest.raises(Unreadable, match="恶意"):
        items(book)


def test_a_document_type_in_the_shared_strings_is_refused(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", GOOD_ROWS)
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, LAUGHS + "<sst/>" if "shared" in name else old.read(name))
    with pytest.raises(Unreadable, match="恶意"):
        items(tmp_path / "b.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    book = workbook(tmp_path / "in.xlsx", [], parts=[("xl/worksheets/sheet1.xml", SHEET + " " * 30_000_000)])
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        file.writestr("xl/media/zeros", b"\0" * 20_000_000)
    with pytest.raises(Unreadable, match="解压后大得不正常"):
        items(book)


def test_a_package_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    book = workbook(tmp_path / "in.xlsx", GOOD_ROWS)
    with zipfile.ZipFile(book, "a") as file:
        for number in range(2_000):
            file.writestr(f"xl/{number}", b"")
    with pytest.raises(Unreadable, match="解压后大得不正常"):
        items(book)


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    book = workbook(tmp_path / "in.xlsx", GOOD_ROWS)
    with zipfile.ZipFile(book) as file:
        size = file.getinfo("xl/worksheets/sheet1.xml").file_size
    content = bytearray(book.read_bytes())
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert content[at + 24 : at + 28] == size.to_bytes(4, "little")
    content[at + 24 : at + 28] = (size - 40).to_bytes(4, "little")
    with pytest.raises(Unreadable, match="损坏"):
        items(put(tmp_path, bytes(content), "lie.xlsx"))


def test_one_endless_tag_is_refused(tmp_path: Path) -> None:
    endless = f'<worksheet xmlns="{MAIN}" a="' + "".join(f"{n:08x}" for n in range(3 * MOST_PENDING // 8))
    with pytest.raises(Unreadable, match="恶意"):
        items(workbook(tmp_path / "in.xlsx", [], parts=[("xl/worksheets/sheet1.xml", endless)]))


def test_a_locked_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    content = bytearray(workbook(tmp_path / "in.xlsx", GOOD_ROWS).read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(Unreadable, match="密码"):
        items(put(tmp_path, bytes(content), "locked.xlsx"))


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_a_workbook_that_was_cut_off_is_refused(tmp_path: Path, kept: float) -> None:
    content = workbook(tmp_path / "in.xlsx", GOOD_ROWS).read_bytes()
    with pytest.raises(Unreadable, match="损坏"):
        items(put(tmp_path, content[: int(len(content) * kept)], "cut.xlsx"))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_part_that_is_no_xml_is_refused(tmp_path: Path, part: str) -> None:
    with pytest.raises(Unreadable, match="损坏"):
        items(workbook(tmp_path / "in.xlsx", GOOD_ROWS, parts=[(part, SHEET.replace("</row>", "", 1))]))


def test_another_archive_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as file:
        file.writestr("readme.txt", "x")
    with pytest.raises(Unreadable, match="不是 Excel"):
        items(tmp_path / "in.zip")
    assert count_rows(tmp_path / "in.zip") is None
