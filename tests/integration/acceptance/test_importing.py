"""`huying feed import`: every row once, what is wrong put aside with its reason, however the file is sent."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.invented import ASKED_AT, NUMBER, TEXT, Row, orders, written
from tests.integration.acceptance.spoiling import spoiled
from tests.integration.acceptance.workbooks import rows_of

ORDERS = 200


def counts(said: dict[str, Any]) -> dict[str, int]:
    """The counts that are not 0."""
    return {name: value for name, value in said.items() if isinstance(value, int) and value}


def rejected(said: dict[str, Any]) -> dict[int, str]:
    assert all(row["reason"] for row in said["rejected"])
    return {row["row"]: row["code"] for row in said["rejected"]}


@pytest.mark.slow
def test_the_real_file_is_registered_once_in_whatever_form_it_comes_again(
    huying: Huying, shared_data: Path, tmp_path: Path
) -> None:
    real = shared_data / "messages.xlsx"
    assert counts(huying.take(real)) == {"read": 1408, "registered": 1408}
    assert counts(huying.take(real)) == {"read": 1408, "duplicate": 1408}
    header, *rows = rows_of(real)
    as_csv = written(tmp_path / "gb.csv", rows, header=header, encoding="gb18030")
    assert counts(huying.take(as_csv)) == {"read": 1408, "duplicate": 1408}
    bad, meant = spoiled(rows, number=0, text=4, time=3)
    said = huying.take(written(tmp_path / "spoiled.csv", bad, header=header), code=1)
    assert counts(said) == {"read": 1408, "duplicate": 1388, "quarantined": 20}
    assert rejected(said) == meant
    assert len(huying.cases()) == 1408
    assert huying.verifies()


@pytest.mark.slow
def test_twenty_spoiled_rows_are_exactly_those_put_aside_and_the_mended_file_brings_them_in(
    huying: Huying, tmp_path: Path
) -> None:
    rows = orders(ORDERS)
    bad, meant = spoiled(rows, number=NUMBER, text=TEXT, time=ASKED_AT)
    rejects, file = tmp_path / "rejects.csv", written(tmp_path / "spoiled.csv", bad, encoding="utf-8-sig")
    for became in ("registered", "duplicate"):
        said = huying.take(file, "--rejects", rejects, code=1)
        assert counts(said) == {"read": ORDERS, became: ORDERS - 20, "quarantined": 20}
        assert rejected(said) == rejects_in(rejects) == meant
    assert recorded(huying) == meant
    mended = written(tmp_path / "mended.csv", rows, encoding="gb18030")
    assert counts(huying.take(mended)) == {"read": ORDERS, "registered": 20, "duplicate": ORDERS - 20}
    assert set(huying.cases()) == {row[NUMBER] for row in rows}
    assert huying.verifies()


def rejects_in(path: Path) -> dict[int, str]:
    """Row and code in the file of rejects."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {int(row["行号"]): row["问题代码"] for row in csv.DictReader(file)}


def recorded(huying: Huying) -> dict[int, str]:
    """Row and code of what intake's log says was put aside; each row once."""
    said = [entry["data"] for entry in huying.log("intake") if entry["type"] == "feed.row_quarantined"]
    found = {data["row"]: data["code"] for data in said}
    assert len(found) == len(said)
    return found


def test_a_known_number_with_other_words_is_a_supplement_and_nothing_is_overwritten(
    huying: Huying, tmp_path: Path
) -> None:
    row = orders(1)[0]
    assert counts(huying.take(written(tmp_path / "one.csv", [row]))) == {"read": 1, "registered": 1}
    more = changed(row, TEXT, "后来又发现供水也停了。")
    for became in ("supplemented", "duplicate"):
        assert counts(huying.take(written(tmp_path / "more.csv", [more]))) == {"read": 1, became: 1}
    assert counts(huying.take(written(tmp_path / "one.csv", [row]))) == {"read": 1, "duplicate": 1}
    case = huying.cases()[row[NUMBER]]
    shown = huying.ask("case", "show", case["case_no"], "--as", "auditor", "--reason", "test")
    said = {step["type"]: step["changed"].get("text") for step in shown["timeline"] if step["service"] == "intake"}
    assert said["appeal.received"] == row[TEXT]
    assert said["appeal.supplemented"] == more[TEXT]


def changed(row: Row, column: int, value: str) -> Row:
    return [*row[:column], value, *row[column + 1 :]]


def test_an_unknown_feed_and_an_unreadable_file_are_wrong_use(huying: Huying, tmp_path: Path) -> None:
    file = written(tmp_path / "one.csv", orders(1))
    unknown = huying.run("feed", "import", file, "--source", "110")
    assert unknown.code == 2
    assert "12345" in unknown.err
    strange = written(tmp_path / "strange.csv", [["x", "y"]], header=["甲", "乙"])
    unreadable = huying.run("feed", "import", strange, "--source", "12345")
    assert unreadable.code == 2
    assert "表头" in unreadable.err
