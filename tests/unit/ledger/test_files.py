"""Which files the entries of a log name."""

import json
from typing import Any

from services.ledger.checking.files import Files, Named

CASE = "20261124-7K3QX0M2VBP"


def row(position: int, body: bytes) -> tuple[Any, ...]:
    """As `rows.OWN`."""
    return position, body, b"", "", 1, "", CASE, 0, ""


def entry(position: int, data: Any) -> tuple[Any, ...]:
    return row(position, json.dumps({"data": data}, separators=(",", ":")).encode())


def named(*rows: tuple[Any, ...]) -> list[Named]:
    files = Files()
    files.take("intake", rows)
    return list(files)


def test_an_attachment_is_named_with_the_key_of_its_own_name() -> None:
    file = {"hash": "aa", "name": {"cipher": "x", "key": "asker/a"}}
    assert named(entry(3, {"attachments": [file, {"hash": "bb"}]})) == [
        Named("aa", "asker/a", "intake", 3, CASE),
        Named("bb", "", "intake", 3, CASE),
    ]


def test_a_long_text_is_a_file_wherever_it_stands_in_the_data() -> None:
    long = {"cipher": "sha256:cc", "key": "case/1"}
    assert named(entry(1, {"steps": [{"note": long}], "text": {"cipher": "dd", "key": "case/1"}})) == [
        Named("cc", "case/1", "intake", 1, CASE)
    ]


def test_a_file_named_twice_counts_once_as_it_was_named_first() -> None:
    said = {"attachments": [{"hash": "aa"}]}
    assert [one.position for one in named(entry(1, said), entry(2, said))] == [1]


def test_names_of_read_fields_and_what_is_no_entry_name_no_file() -> None:
    broken = [
        b'{"attachments":[{',
        b'["attachments":[{}]',
        b'[{"attachments":[{"hash":"aa"}]}]',
        b'{"attachments":[{}]}',
    ]
    assert named(entry(1, {"fields": ["attachments"], "attachments": []}), *map(row, range(2, 6), broken)) == []
