"""The templates of letter (督办函), circular (通报) and the letter that a person wrote, with places for docxtpl. Their words may be changed in Word."""

from docx.document import Document as Doc
from docx.shared import Length

from services.supervision.letters.paper import (
    CENTRE,
    HEAD,
    HEAD_BELOW_TYPE_AREA_TOP,
    RIGHT,
    SIZE_2,
    SIZE_3,
    TITLE_FONT,
    line,
    paper,
    rule,
)

LETTER = (
    "{{ matter }}由你单位承办。{{ what }}。",
    (
        "请你单位高度重视，主要负责同志亲自过问，立即办理，依法依规回应企业诉求，并于{{ reply_by }}前将办理情况、"
        "有关原因和整改措施书面报送{{ signer }}。逾期不报送或者仍不办理的，将予以通报。"
    ),
    "特此函告。",
)
CIRCULAR = (
    "{{ matter }}由{{ unit }}承办。{{ what }}，经催办仍未办结。现予以通报。",
    (
        "请{{ unit }}认真查找原因，立即办理，并将结果报送{{ signer }}。各单位要引以为戒，严格落实首接负责和限时办结要求，"
        "切实做到有呼必应。"
    ),
)
WRITTEN = (
    "现就{{ matter }}函告如下：",
    "{%p for words in paragraphs %}",
    "{{ words }}",
    "{%p endfor %}",
    "请于{{ reply_by }}前将办理情况书面报送{{ signer }}。",
    "特此函告。",
)
"""The lines with `{%p` are taken out when the document is filled: one paragraph for each that was written."""


def letter() -> Doc:
    """To one unit, with a reply asked for."""
    return _document("关于{{ short }}的督办函", "{{ unit }}", LETTER)


def circular() -> Doc:
    """To all units."""
    return _document("关于{{ short }}的通报", "各责任单位", CIRCULAR)


def written() -> Doc:
    """To one unit, in the words of who wrote it."""
    return _document("关于{{ short }}的督办函", "{{ unit }}", WRITTEN)


def _document(title: str, to: str, body: tuple[str, ...]) -> Doc:
    doc = paper()
    _head(doc)
    for _ in range(2):
        line(doc)
    line(doc, title, font=TITLE_FONT, size=SIZE_2, align=CENTRE)
    line(doc)
    line(doc, f"{to}：")
    for words in body:
        line(doc, words).paragraph_format.first_line_indent = _characters(2)
    _foot(doc)
    return doc


def _head(doc: Doc) -> None:
    """Red: who writes; the number two lines below, and a red line."""
    name = line(doc, "{{ signer }}", font=TITLE_FONT, size=HEAD, align=CENTRE, red=True)
    name.paragraph_format.space_before = HEAD_BELOW_TYPE_AREA_TOP
    name.paragraph_format.line_spacing = 1.0
    for _ in range(2):
        line(doc)
    rule(line(doc, "{{ mark }}〔{{ year }}〕{{ place }}号", align=CENTRE))


def _foot(doc: Doc) -> None:
    """Signature, the day it was written four characters from the right edge, and a note in brackets below."""
    for _ in range(2):
        line(doc)
    line(doc, "{{ signer }}", align=RIGHT).paragraph_format.right_indent = _characters(2)
    line(doc, "{{ day }}", align=RIGHT).paragraph_format.right_indent = _characters(4)
    line(doc, "（联系单位：{{ contact }}）").paragraph_format.first_line_indent = _characters(2)


def _characters(number: int) -> Length:
    return Length(SIZE_3 * number)


MADE = {"letter": letter, "circular": circular, "written": written}
