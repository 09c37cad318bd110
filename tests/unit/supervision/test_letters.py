"""Letters as Word documents, read back: the form of GB/T 9704, and the words."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length

from services.supervision.letters.filling import filled, template_of, values, written
from services.supervision.letters.templates import MADE
from shared.rules.rules import Rules
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON

ROW = {
    "case_no": CASE,
    "kind": "letter",
    "unit": "housing",
    "ground": "overdue",
    "duty": "answer",
    "year": 2026,
    "place": 1,
    "due_at": NOON,
    "reply_by": NOON + 3 * DAY,
    "issued_at": NOON + DAY,
}
TEXT = "三家企业反映供热不足。\n\n  请立即组织抢修 & 说明原因。"


def read(hailar: Rules, **changes: Any) -> Any:
    row = {**ROW, **changes}
    by_hand = written("园区供热问题", TEXT) if row["ground"] == "by_hand" else {}
    words = {**values(row, hailar, "答复"), **by_hand}
    return Document(BytesIO(filled(template_of("hailar", row), words)))


def words(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_a_letter_says_who_writes_to_whom_about_what_under_which_number(hailar: Rules) -> None:
    assert words(read(hailar)) == [
        "海拉尔区人民政府办公室",
        "海政督〔2026〕1号",
        "关于逾期办理企业诉求的督办函",
        "海拉尔区住房和城乡建设局：",
        f"编号{CASE}的企业诉求由你单位承办。“答复”应于2026年11月24日12时00分前完成，已经逾期。",
        (
            "请你单位高度重视，主要负责同志亲自过问，立即办理，依法依规回应企业诉求，并于2026年11月27日12时00分前将办理情况、"
            "有关原因和整改措施书面报送海拉尔区人民政府办公室。逾期不报送或者仍不办理的，将予以通报。"
        ),
        "特此函告。",
        "海拉尔区人民政府办公室",
        "2026年11月25日",
        "（联系单位：海拉尔区人民政府办公室督查岗）",
    ]


def test_a_letter_that_a_person_wrote_has_their_subject_and_a_paragraph_for_each_line(hailar: Rules) -> None:
    assert words(read(hailar, ground="by_hand", duty="", due_at=None)) == [
        "海拉尔区人民政府办公室",
        "海政督〔2026〕1号",
        "关于园区供热问题的督办函",
        "海拉尔区住房和城乡建设局：",
        f"现就编号{CASE}的企业诉求函告如下：",
        "三家企业反映供热不足。",
        "请立即组织抢修 & 说明原因。",
        "请于2026年11月27日12时00分前将办理情况书面报送海拉尔区人民政府办公室。",
        "特此函告。",
        "海拉尔区人民政府办公室",
        "2026年11月25日",
        "（联系单位：海拉尔区人民政府办公室督查岗）",
    ]


def test_a_circular_names_the_unit_to_all(hailar: Rules) -> None:
    text = words(read(hailar, kind="circular", ground="circulated", reply_by=None, place=12))
    assert text[1:4] == [
        "海政督〔2026〕12号",
        "关于海拉尔区住房和城乡建设局逾期办理企业诉求的通报",
        "各责任单位：",
    ]
    assert "现予以通报" in text[4]


@pytest.mark.parametrize(
    ("ground", "said"),
    [("extended", "准予延期已经超过规定次数"), ("dissatisfied", "均不满意"), ("late_start", "没有按时答复")],
)
def test_every_ground_has_its_words(hailar: Rules, ground: str, said: str) -> None:
    assert said in words(read(hailar, ground=ground))[4]


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("commitment/5b0c8a52", "关于逾期兑现政府承诺事项的督办函"),
        ("common_need/5b0c8a52", "关于逾期办理企业共性问题的督办函"),
    ],
)
def test_what_is_no_case_is_called_by_what_it_is(hailar: Rules, subject: str, title: str) -> None:
    text = words(read(hailar, case_no=subject))
    assert text[2] == title
    assert not [line for line in text if "5b0c8a52" in line]


@pytest.mark.parametrize("kind", MADE)
def test_the_page_is_that_of_the_standard(hailar: Rules, kind: str) -> None:
    section = read(hailar, kind=kind).sections[0]
    page = {name: round(getattr(section, name).mm) for name in ("page_width", "page_height", "top_margin")}
    assert page == {"page_width": 210, "page_height": 297, "top_margin": 37}
    assert round(section.left_margin.mm) == 28
    assert round(Length(section.page_width - section.left_margin - section.right_margin).mm) == 156
    lines = Length(section.page_height - section.top_margin - section.bottom_margin)
    assert round(lines.mm) == 225
    grid = section._sectPr.find(qn("w:docGrid"))
    assert lines.pt // (int(grid.get(qn("w:linePitch"))) / 20) == 22
    character = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert 28 <= 156 / 25.4 * 72 / character < 28.01


@pytest.mark.parametrize(
    ("place", "font", "size", "red"),
    [
        (0, "方正小标宋简体", 36, True),
        (1, "仿宋_GB2312", 16, False),
        (2, "方正小标宋简体", 22, False),
        (4, "仿宋_GB2312", 16, False),
    ],
    ids=["head", "number", "title", "text"],
)
def test_fonts_and_sizes_are_those_of_the_standard(hailar: Rules, place: int, font: str, size: int, red: bool) -> None:
    runs = [paragraph.runs[0] for paragraph in read(hailar).paragraphs if paragraph.text]
    run = runs[place]
    assert run.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert run.font.size.pt == size
    assert (str(run.font.color.rgb) == "FF0000") is red


def test_pages_are_numbered_right_on_odd_and_left_on_even_ones(hailar: Rules) -> None:
    document = read(hailar)
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer is True
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        xml = footer.paragraphs[0]._p.xml
        assert ("PAGE" in xml, 'w:jc w:val="right"' in xml) == (True, right)


@pytest.mark.parametrize("kind", MADE)
def test_the_shipped_template_is_what_the_script_makes(kind: str, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    MADE[kind]().save(str(made))
    shipped = Document(str(template_of("hailar", {"kind": kind, "ground": ""})))
    assert Document(str(made)).element.xml == shipped.element.xml


def test_what_a_unit_is_called_cannot_break_the_document(hailar: Rules) -> None:
    text = words(read(hailar, unit="<w:br/>&"))
    assert text[3] == "<w:br/>&："
