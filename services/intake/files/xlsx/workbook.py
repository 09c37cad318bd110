"""Which sheet to read: the first that is visible."""

from posixpath import join, normpath

from services.intake.files.values import Unreadable
from services.intake.files.xlsx.package import BROKEN, Package, all_of, local

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def first_sheet(package: Package) -> tuple[str, bool]:
    """The name of its part, and whether the workbook counts its days from 1904. Unreadable if there is none."""
    if not package.has(WORKBOOK):
        raise Unreadable("这个压缩包不是 Excel 的 .xlsx 工作簿：请用 Excel 或 WPS 另存为 .xlsx")
    book = package.small(WORKBOOK)
    old = any(one.get("date1904") in {"1", "true"} for one in all_of(book, "workbookPr"))
    for sheet in all_of(book, "sheet"):
        if sheet.get("state", "visible") == "visible":
            key = next((value for name, value in sheet.items() if local(name) == "id"), "")
            return part_of(package, key), old
    raise Unreadable("工作簿里没有看得见的工作表：请取消隐藏后再导入")


def part_of(package: Package, key: str) -> str:
    for one in all_of(package.small(RELATIONS), "Relationship"):
        if one.get("Id") == key and one.get("TargetMode") != "External":
            return normpath(join("/xl", one.get("Target", ""))).lstrip("/")
    raise Unreadable(BROKEN)
