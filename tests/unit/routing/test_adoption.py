from pathlib import Path

import pytest

from services.routing.adoption import read_jurisdiction
from shared.rules.rules import RulesInvalid


def written(folder: Path, text: str, part: str = "calendar") -> Path:
    (folder / f"{part}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_times_dates_and_numbers_are_read_as_they_look(tmp_path: Path) -> None:
    text = "2026-10-01: rest\n12345: {at: 14:30, from: 08:30, day: 2026-10-02, n: 5, on: on, ok: true, none: null}\n"
    assert read_jurisdiction(written(tmp_path, text))["calendar"] == {
        "2026-10-01": "rest",
        "12345": {"at": "14:30", "from": "08:30", "day": "2026-10-02", "n": 5, "on": "on", "ok": True, "none": None},
    }


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert read_jurisdiction(written(tmp_path, "\ufeffa: b\n"))["calendar"] == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: 1\na: 2\n", "“a”写了两次"),
        ("outer:\n  a: 1\n  a: 2\n", "“a”写了两次"),
        ("a: [1\n", "不是可读的 YAML"),
        ("? [a, b]\n: 1\n", "不是一个词"),
        ("!!python/object/apply:os.getcwd []\n", "不是可读的 YAML"),
        ("a: &a [x, x]\nb: [*a, *a]\n", "不能用 YAML 的引用"),
        ("a: &a [*a]\n", "不能用 YAML 的引用"),
        (f"a: {'[' * 20000}\n", "层次太多|不是可读的 YAML"),
        ("- a\n", "应为对照表"),
        ("", "应为对照表"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(RulesInvalid, match=f"calendar.yaml：.*{sentence}") as refused:
        read_jurisdiction(written(tmp_path, text))
    assert len(refused.value.faults) == 1


def test_bytes_that_are_no_utf_8_are_told(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_bytes("单位: 税务局".encode("gb18030"))
    with pytest.raises(RulesInvalid, match=r"units\.yaml：不是可读的 YAML"):
        read_jurisdiction(tmp_path)


def test_other_files_of_the_folder_are_not_parts(tmp_path: Path) -> None:
    written(tmp_path, "a: b\n", "notes")
    assert read_jurisdiction(written(tmp_path, "a: b\n")) == {"calendar": {"a": "b"}}
