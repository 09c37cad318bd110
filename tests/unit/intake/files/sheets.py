"""Workbooks written by hand, so that tests can say exactly what stands in them."""

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/><sheets>
<sheet name="说明" sheetId="2" state="hidden" r:id="rId2"/><sheet name="工单" sheetId="1" r:id="rId1"/></sheets></workbook>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/>
</Relationships>"""
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m/d\\ h:mm"/>
<numFmt numFmtId="165" formatCode="&quot;days &quot;0.00"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"""
TEXT, DATE, OWN_DATE, OWN_NUMBER = "0", "1", "2", "3"


def cell(text: object) -> str:
    """A cell: numbers as numbers, text inline; `<c…` as it is."""
    if isinstance(text, int | float):
        return f"<c><v>{text}</v></c>"
    if str(text).startswith("<c"):
        return str(text)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(text))}</t></is></c>'


def row(cells: Iterable[object], number: int | None = None) -> str:
    at = "" if number is None else f' r="{number}"'
    return f"<row{at}>{''.join(map(cell, cells))}</row>"


def workbook(
    path: Path, rows: Iterable[str], shared: Iterable[str] = (), parts: Sequence[tuple[str, str]] = ()
) -> Path:
    """A workbook with one visible sheet of these `<row>`s and these `<si>`s; `parts` replace others."""
    given = dict(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        fixed = {
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": RELATIONS,
            "xl/styles.xml": STYLES,
            "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        }
        for name, content in {**fixed, **given}.items():
            file.writestr(name, content)
        if "xl/worksheets/sheet1.xml" not in given:
            stream(
                file,
                "xl/worksheets/sheet1.xml",
                f'<worksheet xmlns="{MAIN}"><sheetData>',
                rows,
                "</sheetData></worksheet>",
            )
        stream(file, "xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">', shared, "</sst>")
    return path


def stream(file: zipfile.ZipFile, name: str, before: str, middle: Iterable[str], after: str) -> None:
    with file.open(name, "w") as part:
        part.write(before.encode())
        for piece in middle:
            part.write(piece.encode())
        part.write(after.encode())
