import json
from pathlib import Path

import pytest

from services.intake.files import Unreadable
from tests.unit.intake.files.made import codes, items, orders, put

GOOD = {"source_no": "HL1", "text": "楼道没有灯", "phone": "13800000000", "asked_at": "2019-09-11T10:04:28+08:00"}


def lines(*objects: object) -> str:
    return "".join((one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)) + "\n" for one in objects)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_objects_are_orders_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    (found,) = orders(put(tmp_path, lines(GOOD), encoding=encoding))
    assert (found.source_no, found.text, found.phone) == ("HL1", "楼道没有灯", "13800000000")


def test_numbers_and_truth_values_are_taken_as_such(tmp_path: Path) -> None:
    (found,) = orders(
        put(tmp_path, lines({**GOOD, "source_no": 20190911000012345, "phone": 13800000000.0, "urgent": True}))
    )
    assert (found.source_no, found.phone, found.urgent) == ("20190911000012345", "13800000000", True)


def test_objects_may_have_different_names(tmp_path: Path) -> None:
    found = orders(put(tmp_path, lines(GOOD, {"message": "urge", "source_no": "HL1"}, {"content": "灯", "number": 5})))
    assert [(one.message, one.source_no, one.text) for one in found] == [
        ("new", "HL1", "楼道没有灯"), ("urge", "HL1", ""), ("new", "5", "灯")
    ]  # fmt: skip


def test_bad_lines_are_put_aside_by_their_line_number(tmp_path: Path) -> None:
    nested, lone = {**GOOD, "text": ["a"]}, '{"source_no": "1", "text": "\\ud800"}'
    endless = '{"text": "' + "长" * 300_000
    path = put(tmp_path, lines(GOOD, "{oops", "", "[1]", nested, lone, '{"text": NaN}', "[" * 9_000, endless, GOOD))
    assert codes(path) == [
        (1, "ok"), (2, "bad_json"), (4, "bad_json"), (5, "bad_value"), (6, "bad_characters"),
        (7, "bad_json"), (8, "bad_json"), (9, "endless_row"), (10, "ok"),
    ]  # fmt: skip


def test_an_undecodable_byte_puts_only_its_line_aside(tmp_path: Path) -> None:
    content = lines(GOOD, {**GOOD, "text": "灯@"}, GOOD).encode().replace(b"@", b"\xff")
    assert codes(put(tmp_path, content)) == [(1, "ok"), (2, "bad_characters"), (3, "ok")]


def test_a_float_that_has_lost_digits_is_put_aside(tmp_path: Path) -> None:
    assert codes(put(tmp_path, lines({**GOOD, "source_no": 2.0190911000012345e16}))) == [(1, "rounded_number")]


@pytest.mark.parametrize(("content", "word"), [('[{"source_no": 1}]', "JSON 数组"), ('{"a": 1}\n', "找到的列：a")])
def test_other_json_is_refused_with_what_to_do(tmp_path: Path, content: str, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        items(put(tmp_path, content))
