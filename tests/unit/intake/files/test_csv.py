import codecs
import csv
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.files import Bad, Unreadable
from tests.unit.intake.files.made import FINE, HEADER, codes, items, orders, put, text_of

TABLE = text_of([HEADER, FINE])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_encoding_and_delimiter_gives_the_same_order(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = put(tmp_path, text_of([HEADER, FINE], delimiter), encoding=encoding)
    assert orders(path) == orders(put(tmp_path, TABLE, "plain.csv"))


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufffe\uffff"), min_size=1),
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back_from_both_encodings(texts: list[str]) -> None:
    kept = [text for text in texts if text.strip().strip("\u200b\u200c\u200d\u2060\ufeff")]
    rows = [HEADER, *((str(at), "", "", f'{text}\n第二行，"引号"', "") for at, text in enumerate(kept))]
    with TemporaryDirectory() as folder:
        for encoding in ("utf-8", "gb18030"):
            found = orders(put(Path(folder), text_of(rows), encoding=encoding))
            meant = [unicodedata.normalize("NFC", f'{text}\n第二行，"引号"').strip() for text in kept]
            assert [order.text for order in found] == meant


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("broken", [b"\xff", b"\xe4", b"\x81\x30", "\ufffd", "\x1b", "\x85"])
def test_a_broken_character_puts_only_its_own_row_aside(tmp_path: Path, encoding: str, broken: bytes | str) -> None:
    marked = [FINE, (*FINE[:3], "灯@", FINE[4]), ("HL2", "@ 某", *FINE[2:]), FINE]
    spoiled = broken if isinstance(broken, bytes) else broken.encode(encoding)
    content = text_of([HEADER, *marked]).encode(encoding).replace(b"@", spoiled)
    assert codes(put(tmp_path, content)) == [(2, "ok"), (3, "bad_characters"), (4, "bad_characters"), (5, "ok")]


def test_a_broken_character_in_a_column_that_nobody_reads_does_no_harm(tmp_path: Path) -> None:
    content = text_of([(*HEADER, "坐席"), (*FINE, "@")]).encode().replace(b"@", b"\xff")
    assert codes(put(tmp_path, content)) == [(2, "ok")]


def test_what_is_put_aside_is_shown_as_it_stands_with_broken_bytes_marked(tmp_path: Path) -> None:
    (found,) = items(put(tmp_path, TABLE.encode().replace("张".encode(), b"\xff")))
    assert isinstance(found, Bad)
    assert found.raw["来电人"] == "\ufffd某"
    assert found.raw["诉求内容"] == FINE[3]


def test_line_breaks_within_quotes_count_as_one_row_and_blank_rows_are_skipped(tmp_path: Path) -> None:
    rows = [HEADER, (*FINE[:3], "一\n二\n三", FINE[4]), (), ("", " ", "", "", ""), FINE]
    path = put(tmp_path, text_of(rows))
    assert codes(path) == [(2, "ok"), (5, "ok")]
    assert orders(path)[0].text == "一\n二\n三"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_each_kind_of_line_end_will_do(tmp_path: Path, ending: str) -> None:
    assert len(orders(put(tmp_path, TABLE.replace("\r\n", ending)))) == 1


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    assert codes(put(tmp_path, text_of([("十二月工单导出表",), (), HEADER, FINE]))) == [(4, "ok")]


def test_a_row_with_more_columns_than_the_header_is_put_aside(tmp_path: Path) -> None:
    assert codes(put(tmp_path, text_of([HEADER, (*FINE, "多"), (*FINE, ""), FINE]))) == [
        (2, "extra_cells"), (3, "ok"), (4, "ok")
    ]  # fmt: skip


def test_two_columns_of_one_name_do_not_hide_each_other(tmp_path: Path) -> None:
    (found,) = orders(put(tmp_path, text_of([(*HEADER, "备注", "备注"), (*FINE, "甲", "乙")])))
    assert found.remark == "甲"


LINE = ",".join(FINE) + "\r\n"


@pytest.mark.parametrize(
    "faulty",
    [
        'HL1,张某,,"少了一个引号,2019-9-11\n',
        'HL1,张某,,"他说"好"了",2019-9-11\n',
        '"HL1,张某,,楼道没有灯,2019-9-11\n',
    ],
)
@pytest.mark.parametrize("after", [1, pytest.param(20_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("quoted", [LINE, 'HL2,"张某",1,"楼道""没有""灯\n一","2019-9-11"\n'])
def test_a_quote_that_is_missing_hides_no_other_row(tmp_path: Path, faulty: str, after: int, quoted: str) -> None:
    found = codes(put(tmp_path, TABLE + faulty + quoted * after))
    assert found == [(2, "ok"), (3, "bad_quotes"), *((at, "ok") for at in range(4, 4 + after))]


@pytest.mark.parametrize(
    "endless",
    [
        pytest.param("长" * 300_000 + "\n", id="line"),
        pytest.param('a,"' + '\n","' * 300_000 + "\n", id="row", marks=pytest.mark.slow),
    ],
)
def test_a_row_that_never_ends_is_put_aside_and_later_rows_are_read(tmp_path: Path, endless: str) -> None:
    found = codes(put(tmp_path, TABLE + endless + LINE * 3))
    assert found[:2] == [(2, "ok"), (3, "endless_row")]
    assert [code for _, code in found[-3:]] == ["ok"] * 3


def test_a_field_limit_set_elsewhere_does_not_matter(tmp_path: Path) -> None:
    before = csv.field_size_limit(10)
    try:
        assert len(orders(put(tmp_path, TABLE))) == 1
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空"),
        (b" \n\n", "空"),
        (codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"), "UTF-16"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, ".xls"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "不是表格"),
        ("姓名,电话\n张某,1\n".encode(), "找到的列：姓名、电话"),
        ("工单编号,电话\n1,1\n".encode(), "工单编号、诉求内容"),
        ((",".join(["工单编号", "诉求内容", *map(str, range(600))]) + "\n").encode(), "最多 512 列"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_what_to_do(tmp_path: Path, content: bytes, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        items(put(tmp_path, content))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="打不开"):
        items(tmp_path / "none.csv")
