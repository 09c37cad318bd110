"""`huying case overdue --history`: late answers by unit, to the second (of the real file: see test_history)."""

from pathlib import Path

import pytest

from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.invented import orders, written

HEADER = ("工单编号", "诉求内容", "联系电话", "来电时间", "答复内容", "答复时间")


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
