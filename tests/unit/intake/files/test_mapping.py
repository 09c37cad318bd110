from pathlib import Path

import pytest

from services.intake.files import Unreadable, mapping_from, read_mapping, shipped
from services.intake.files.mapping import choose

HEADERS = {
    "领导留言板": ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"],
    "热线工单": ["工单编号", "来电人", "联系电话", "诉求内容"],
    "接口字段名": ["source_no", "text", "asked_at"],
}


@pytest.mark.parametrize("name", HEADERS)
def test_the_header_chooses_the_shipped_mapping(name: str) -> None:
    choice = choose(shipped(), HEADERS[name])
    assert choice is not None
    assert choice[0].name == name
    assert len(choice[1]) == len(HEADERS[name])


def test_a_header_that_fits_none_chooses_none() -> None:
    assert choose(shipped(), ["姓名", "电话"]) is None


def test_no_shipped_mapping_gives_one_header_to_two_fields() -> None:
    for mapping in shipped():
        headers = [header for names in mapping.columns.values() for header in names]
        assert len(headers) == len(set(headers)), mapping.name


def test_headers_are_compared_without_width_spaces_and_marks() -> None:
    mapping = mapping_from({"columns": {"source_no": "工单编号", "text": "诉求内容(全文)"}}, "own")
    headers = ["\ufeff*工单 编号：", "诉求内容（全文）（必填）"]
    assert mapping.plan(headers) == {"source_no": (headers[0],), "text": (headers[1],)}


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("{", "读不出来"),
        ("[1]", "columns"),
        ("columns: {source_no: 编号, colour: 颜色}", "不认识的字段 colour"),
        ("columns: {source_no: 编号}", r"要求 text\|message"),
        ("columns: {source_no: [[1, 2]], text: 正文}\nvalues: {kind: [1]}", "values"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_with_what_to_mend(tmp_path: Path, content: str, word: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable, match=word):
        read_mapping(path)


def test_a_mapping_may_be_json(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text('{"columns": {"source_no": ["编号"], "text": ["正文"]}}', encoding="utf-8")
    assert read_mapping(path).columns == {"source_no": ("编号",), "text": ("正文",)}
