"""Paper in the form of GB/T 9704-2012 (党政机关公文格式), made with python-docx.

A4, 37 mm above and 28 mm left of a type area of 156 mm × 225 mm; 22 lines of 28 characters on a page; text in size 3
(16 pt) FangSong, titles in size 2 (22 pt) XiaoBiaoSong; page numbers in size 4 (14 pt), 7 mm below the type area,
right on odd pages and left on even ones.
"""

from math import floor
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

TOP, LEFT, WIDTH, HEIGHT = Mm(37), Mm(28), Mm(156), Mm(225)
PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
LINES, CHARACTERS = 22, 28
SIZE_2, SIZE_3, SIZE_4, HEAD = Pt(22), Pt(16), Pt(14), Pt(36)
LINE = Length(HEIGHT // LINES)
TITLE_FONT, TEXT_FONT, NUMBER_FONT = "方正小标宋简体", "仿宋_GB2312", "宋体"
RED = RGBColor(0xFF, 0, 0)
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
HEAD_BELOW_TYPE_AREA_TOP, RULE_BELOW_NUMBER, PAGE_NUMBER_BELOW = Mm(35), Mm(4), Mm(7)


def paper() -> Doc:
    """An empty document of this form."""
    doc = Document()
    section = doc.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.top_margin, section.left_margin = TOP, LEFT
    section.right_margin = Length(PAGE_WIDTH - LEFT - WIDTH)
    section.bottom_margin = Length(PAGE_HEIGHT - TOP - HEIGHT)
    section.footer_distance = Length(section.bottom_margin - PAGE_NUMBER_BELOW - SIZE_4)
    _grid(section)
    _style(doc)
    _page_numbers(doc)
    return doc


def _grid(section: Any) -> None:
    """22 lines on a page, 28 characters on a line; Word counts lines in 1/20 pt, the change of width in 1/4096 pt."""
    properties = section._sectPr  # noqa: SLF001 — python-docx has no word for the grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(int(LINE.pt * 20)))
    grid.set(qn("w:charSpace"), str(floor((WIDTH.pt / CHARACTERS - SIZE_3.pt) * 4096)))
    properties.append(grid)


def _style(doc: Doc) -> None:
    normal = doc.styles["Normal"]
    normal.font.size = SIZE_3
    face(normal, TEXT_FONT)
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE


def face(styled: Any, name: str) -> None:
    """The font of a style or run, for Chinese characters too."""
    styled.font.name = name
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(script), name)


def line(
    doc: Doc,
    text: str = "",
    *,
    font: str = TEXT_FONT,
    size: Length = SIZE_3,
    align: WD_ALIGN_PARAGRAPH | None = None,
    red: bool = False,
) -> Paragraph:
    """A paragraph of one run, so that a place in it stays in one piece."""
    paragraph = doc.add_paragraph()
    if align is not None:
        paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size = size
    face(run, font)
    if red:
        run.font.color.rgb = RED
    return paragraph


def rule(paragraph: Paragraph) -> None:
    """The red line as wide as the type area, 4 mm below the number of the document."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    values = {"val": "single", "sz": "12", "space": str(round(RULE_BELOW_NUMBER.pt)), "color": "FF0000"}
    for name, value in values.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 — python-docx has no word for borders


def _page_numbers(doc: Doc) -> None:
    """`— 1 —`, one character from the edge of the type area."""
    doc.settings.odd_and_even_pages_header_footer = True
    section = doc.sections[0]
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = SIZE_4
        for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
            _number_run(paragraph, text, field)


def _number_run(paragraph: Paragraph, text: str, field: str) -> None:
    run = paragraph.add_run(text)
    run.font.size = SIZE_4
    face(run, NUMBER_FONT)
    if not field:
        return
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = field
        run._r.append(element)  # noqa: SLF001 — python-docx has no word for fields
