from pathlib import Path

import pytest

from services.intake.files import Bad, Order, mapping_from
from services.intake.files.sentences import SENTENCES
from tests.unit.intake.files.made import FINE, HEADER, codes, items, orders, put, text_of

EVERY = (
    *HEADER,
    "消息类型",
    "诉求类型",
    "工单标题",
    "企业名称",
    "统一社会信用代码",
    "区划代码",
    "是否紧急",
    "办理时限",
)


def one(tmp_path: Path, **cells: object) -> Order | Bad:
    """What comes of one fine row with these cells changed."""
    changed = {**dict(zip(HEADER, FINE, strict=True)), **cells}
    (item,) = items(put(tmp_path, text_of([list(changed), list(changed.values())])))
    return item


def order(tmp_path: Path, **cells: object) -> Order:
    item = one(tmp_path, **cells)
    assert isinstance(item, Order), item
    return item


def bad(tmp_path: Path, **cells: object) -> Bad:
    item = one(tmp_path, **cells)
    assert isinstance(item, Bad), item
    return item


def test_a_fine_row_is_a_new_order_with_all_that_it_says(tmp_path: Path) -> None:
    row = (*FINE, "", "投诉", "灯", "某某公司", "91150700MA0N000000", "150702", "特急", "2019-9-18")
    (found,) = orders(put(tmp_path, text_of([EVERY, row])))
    assert (found.row, found.message, found.source_no, found.kind) == (2, "new", "HL1", "投诉")
    assert (found.title, found.text, found.name, found.phone) == ("灯", "楼道没有灯", "张某", "13800000000")
    assert (found.enterprise, found.credit_code, found.place) == ("某某公司", "91150700MA0N000000", "150702")
    assert found.urgent
    assert found.asked_at is not None
    assert found.source_due_at is not None
    assert (found.asked_at.isoformat(), found.source_due_at.isoformat()) == (
        "2019-09-11T02:04:28+00:00",
        "2019-09-17T16:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"工单编号": " \t"}, "no_number"),
        ({"诉求内容": "\u3000\n\u200b"}, "no_text"),
        ({"来电时间": "2019/13/45"}, "unreadable_date"),
        ({"诉求内容": "楼\ufffd道"}, "bad_characters"),
        ({"来电人": "张\x00某"}, "bad_characters"),
        ({"诉求内容": "长" * 60_001}, "too_long"),
        ({"工单编号": "2.01909E+16"}, "rounded_number"),
        ({"联系电话": "1.38E+10"}, "rounded_number"),
        ({"消息类型": "闲聊"}, "unknown_message"),
        ({"是否解决": "也许"}, "unclear_answer"),
        ({"区划代码": "海拉尔区某街1号"}, "unknown_place"),
    ],
)
def test_a_bad_row_is_put_aside_with_its_reason(tmp_path: Path, cells: dict[str, str], code: str) -> None:
    found = bad(tmp_path, **cells)
    assert (found.row, found.code) == (2, code)
    assert found.raw["工单编号"] == cells.get("工单编号", "HL1")
    assert not any(said in found.reason for said in cells.values() if said.strip())


def test_every_reason_says_what_to_do() -> None:
    assert all("请" in text or "应" in text for text in SENTENCES.values())


def test_a_text_of_sixty_thousand_characters_is_taken(tmp_path: Path) -> None:
    assert len(order(tmp_path, 诉求内容="长" * 60_000).text) == 60_000


def test_text_is_composed_trimmed_and_has_one_kind_of_line_break(tmp_path: Path) -> None:
    found = order(tmp_path, 诉求内容="\u3000\t\r\n caf\u0065\u0301 一\r\n二\r三\t四 \u3000")
    assert found.text == "caf\u00e9 一\n二\n三\t四"


def test_a_title_that_is_missing_is_the_beginning_of_the_text(tmp_path: Path) -> None:
    assert order(tmp_path, 诉求内容="楼道\n" + "没有灯" * 20).title == ("楼道 " + "没有灯" * 20)[:30]


def test_a_csv_cell_that_begins_with_an_equals_sign_is_just_text(tmp_path: Path) -> None:
    assert order(tmp_path, 诉求内容="=1+1").text == "=1+1"


def test_the_tail_that_a_spreadsheet_gives_a_number_is_dropped(tmp_path: Path) -> None:
    found = order(tmp_path, 工单编号="12345.0", 联系电话="13800000000.0")
    assert (found.source_no, found.phone) == ("12345", "13800000000")
    assert order(tmp_path, 工单编号="00123").source_no == "00123"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("", "new"),
        ("新工单", "new"),
        ("催办", "urge"),
        ("补充", "supplement"),
        ("回访结果", "callback-result"),
        ("重办", "redo"),
        ("撤单", "cancel"),
        ("Callback-Result", "callback-result"),
    ],
)
def test_the_kind_of_message_is_understood(tmp_path: Path, said: str, message: str) -> None:
    assert order(tmp_path, 消息类型=said).message == message


def test_only_new_orders_and_supplements_need_a_text(tmp_path: Path) -> None:
    assert order(tmp_path, 消息类型="催办", 诉求内容="").text == ""
    assert bad(tmp_path, 消息类型="补充", 诉求内容="").code == "no_text"


def test_a_callback_result_has_three_separate_facts(tmp_path: Path) -> None:
    found = order(
        tmp_path, 消息类型="回访", 诉求内容="", 是否联系="是", 是否解决="未解决", 是否满意="不清楚", 备注="再约"
    )
    assert (found.contacted, found.resolved, found.satisfied, found.remark) == (True, False, None, "再约")


def test_the_first_header_of_a_field_that_says_something_counts(tmp_path: Path) -> None:
    first = order(tmp_path, 来电时间="", 受理时间="2019-09-12")
    assert first.asked_at is not None
    assert first.asked_at.isoformat() == "2019-09-11T16:00:00+00:00"


def test_a_mapping_of_ones_own_names_columns_and_words(tmp_path: Path) -> None:
    content = {
        "columns": {"source_no": "No", "text": ["Words"], "place": "Where"},
        "values": {"place": {"海拉尔": 150702}},
    }
    path = put(tmp_path, text_of([("ｎｏ", "Words *", "Where"), ("7", "灯", "海拉尔")]))
    (found,) = orders(path, mapping_from(content, "own"))
    assert (found.source_no, found.text, found.place) == ("7", "灯", "150702")


def test_bad_rows_never_stop_the_rest(tmp_path: Path) -> None:
    rows = [HEADER, FINE, ("", *FINE[1:]), (*FINE[:3], "", FINE[4]), FINE, (*FINE[:4], "那天"), FINE]
    assert codes(put(tmp_path, text_of(rows))) == [
        (2, "ok"), (3, "no_number"), (4, "no_text"), (5, "ok"), (6, "unreadable_date"), (7, "ok")
    ]  # fmt: skip


def test_personal_data_is_not_in_the_repr(tmp_path: Path) -> None:
    shown = repr(order(tmp_path)) + repr(bad(tmp_path, 来电时间="那天"))
    assert not any(private in shown for private in ("张某", "13800000000", "楼道"))
