"""`huying case overdue --history`: late answers by unit, as another count of the same file has them."""

from pathlib import Path
from typing import Any

import pytest

from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.invented import orders, written
from tests.integration.acceptance.lateness import late, suggested
from tests.integration.acceptance.lateness import written as assigned
from tests.integration.acceptance.workbooks import rows_of

HEADER = ("工单编号", "诉求内容", "联系电话", "来电时间", "答复内容", "答复时间")


def counted(said: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    return {row["unit"]: (row["cases"], row["overdue"]) for row in said}


@pytest.mark.slow
def test_overdue_answers_of_the_real_file_are_those_of_an_independent_count(
    huying: Huying, shared_data: Path, tmp_path: Path
) -> None:
    real = shared_data / "messages.xlsx"
    rows = rows_of(real)[1:]
    categories = suggested(rows, shared_data / "taxonomy.csv")
    huying.take(real, "--history")
    said = huying.ask("case", "overdue", "--history", "--units", assigned(tmp_path / "units.csv", categories))
    assert counted(said) == late(rows, categories)
    assert sum(row["cases"] for row in said) == 1408
    assert len(said) > 10
    assert 0 < sum(row["overdue"] for row in said) < 1408


@pytest.mark.slow
def test_what_was_answered_at_the_due_time_is_in_time_and_a_second_later_or_never_is_overdue(
    huying: Huying, tmp_path: Path
) -> None:
    asked = "2019-09-27 10:00:00"  # a Friday: the Sunday after it was worked, then came seven days of holiday
    answers = ("2019-10-10 17:30:00", "2019-10-10 17:30:01", "", "2019-09-27 10:00:01", "2019-10-20 09:00:00")
    rows = [
        [row[0], row[3], row[5], asked, "已办结。" if at else "", at]
        for row, at in zip(orders(5), answers, strict=True)
    ]
    huying.take(written(tmp_path / "old.csv", rows, header=HEADER), "--history")
    units = tmp_path / "units.csv"
    lines = [
        f"{row[0]},{unit},{limit}" for row, unit, limit in zip(rows, "aabc", ("", "", "", "answer_major"), strict=False)
    ]
    units.write_text("\n".join(["source_no,unit,limit", *lines]))
    said = huying.ask("case", "overdue", "--history", "--units", units)
    assert said == [
        {"unit": "", "cases": 1, "answered": 1, "overdue": 1},
        {"unit": "a", "cases": 2, "answered": 2, "overdue": 1},
        {"unit": "b", "cases": 1, "answered": 0, "overdue": 1},
        {"unit": "c", "cases": 1, "answered": 1, "overdue": 0},
    ]


def test_a_file_without_the_columns_is_wrong_use(huying: Huying, tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_text("number,unit\n1,a\n")
    ran = huying.run("case", "overdue", "--history", "--units", units)
    assert ran.code == 2
    assert "source_no" in ran.err
