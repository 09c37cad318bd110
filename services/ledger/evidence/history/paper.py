"""The sheets: what it is, every entry with what it says, and the record of extraction to sign."""

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from services.ledger.evidence.gathering import Gathered
from services.ledger.evidence.history import Extraction
from services.ledger.evidence.history.fonts import font
from services.ledger.evidence.history.words import entry_rows, extraction_rows, head_rows
from shared.proof.bundle.documents import OpenedField

MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
LABEL = 34 * mm
CLOSING = (
    "本页与证据包同为一次提取所得。证据包的完整性不以本页为准：用核验程序和另行取得的公钥核验压缩包，"
    "结论为“SIGNED”或“WITNESSED”时，其中的记录与总账签署的校验点一致，没有改动、添加或者遗漏。"
)


class Styles:
    """How text looks."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.title = self._style(17, 25, alignment=1, spaceAfter=4 * mm)
        self.head = self._style(12.5, 18, spaceBefore=5 * mm, spaceAfter=2 * mm)
        self.text = self._style(9.5, 14)
        self.small = self._style(7.5, 11, textColor=colors.HexColor("#555555"))

    def _style(self, size: float, leading: float, **more: Any) -> ParagraphStyle:
        return ParagraphStyle(f"s{size}", fontName=self.name, fontSize=size, leading=leading, wordWrap="CJK", **more)


def paper(case: Gathered, opened: Sequence[OpenedField], extraction: Extraction) -> bytes:
    """The PDF's bytes."""
    styles, stream = Styles(font()), BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=f"{case.case_no}",
        author=extraction.district,
        invariant=1,
    )

    def foot(canvas: Any, _: Any) -> None:
        canvas.setFont(styles.name, 8)
        canvas.drawString(MARGIN, 11 * mm, f"{extraction.district} · 呼应 · {case.case_no}")
        canvas.drawRightString(A4[0] - MARGIN, 11 * mm, f"第 {canvas.getPageNumber()} 页")

    document.build(list(_flow(case, opened, extraction, styles)), onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue()


def _flow(case: Gathered, opened: Sequence[OpenedField], extraction: Extraction, styles: Styles) -> Iterator[Flowable]:
    yield Paragraph(f"事项 {escape(case.case_no)} 全过程", styles.title)
    yield _table(head_rows(case, extraction), styles)
    yield Paragraph("记录", styles.head)
    for one in entry_rows(case, opened, extraction.rules):
        yield Paragraph(f"<b>{escape(one.title)}</b>", styles.text)
        yield Paragraph(escape(one.where), styles.small)
        if one.notes:
            yield _table(one.notes, styles, boxed=False)
        yield Spacer(1, 2.5 * mm)
    yield PageBreak()
    yield Paragraph("电子数据提取笔录", styles.title)
    yield _table(extraction_rows(case, extraction), styles)
    yield Spacer(1, 4 * mm)
    yield Paragraph(CLOSING, styles.small)


def _table(rows: Sequence[tuple[str, str]], styles: Styles, *, boxed: bool = True) -> Table:
    """Labels and values; a value may be long, and lines to sign on are high."""
    cells = [[Paragraph(escape(name), styles.text), Paragraph(_lines(value), styles.text)] for name, value in rows]
    table = Table(cells, colWidths=[LABEL, WIDTH - LABEL], splitInRow=1)
    grid = [("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#999999"))] if boxed else []
    table.setStyle([*grid, ("VALIGN", (0, 0), (-1, -1), "TOP"), *_padding(boxed=boxed)])
    return table


def _padding(*, boxed: bool) -> list[tuple[Any, ...]]:
    room = 4 if boxed else 0.5
    return [(side, (0, 0), (-1, -1), room) for side in ("TOPPADDING", "BOTTOMPADDING")]


def _lines(value: str) -> str:
    return "<br/>".join(escape(line) for line in value.split("\n"))
