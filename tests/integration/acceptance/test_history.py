"""`feed import --history`: the file's times and answers, late answers by unit as another count of it has them, and
nothing is sent."""

import re
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest

from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.invented import orders, written
from tests.integration.acceptance.lateness import late, suggested
from tests.integration.acceptance.lateness import written as assigned
from tests.integration.acceptance.servers import up
from tests.integration.acceptance.workbooks import Row, delay, rows_of

OUT = ("outbox", "writeback")


def figures(said: dict[str, Any]) -> list[float]:
    """Lower quartile, median, upper quartile."""
    delays = said["history"]["answer_delay_seconds"]
    return [delays["lower_quartile"], delays["median"], delays["upper_quartile"]]


def is_sent(huying: Huying) -> list[str]:
    """Files that lie ready for somebody, and entries of the services that handle and tell."""
    files = [str(path) for name in OUT for path in (huying.folder / name).rglob("*.json")]
    types = [entry["type"] for service in ("routing", "notify", "supervision") for entry in huying.log(service)]
    return files + [type_ for type_ in types if type_ != "rules.adopted"]


@dataclass(frozen=True, slots=True)
class Real:
    """The real file, its rows without the header, and the folder it was taken into, with what that said."""

    file: Path
    rows: list[Row]
    huying: Huying
    said: dict[str, Any]


@pytest.fixture(scope="module")
def real(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Real:
    """Taken once for what is asked of it."""
    file, huying = shared_data / "messages.xlsx", Huying(tmp_path_factory.mktemp("real") / "var")
    return Real(file, rows_of(file)[1:], huying, huying.take(file, "--history"))


@pytest.mark.slow
def test_the_answer_delays_of_the_real_file_are_those_computed_from_it_and_nothing_is_sent(real: Real) -> None:
    delays = [delay(row) for row in real.rows]
    said = real.said
    assert (said["read"], said["registered"], said["quarantined"]) == (1408, 1408, 0)
    assert said["history"]["answered"] == len(delays)
    assert figures(said) == pytest.approx(quantiles(delays, n=4, method="inclusive"))
    assert is_sent(real.huying) == []
    again = real.huying.take(real.file, "--history")
    assert (again["registered"], again["duplicate"]) == (0, 1408)
    assert figures(again) == figures(said)


@pytest.mark.slow
def test_overdue_answers_of_the_real_file_are_those_of_an_independent_count(
    real: Real, shared_data: Path, tmp_path: Path
) -> None:
    categories = suggested(real.rows, shared_data / "taxonomy.csv")
    units = assigned(tmp_path / "units.csv", categories)
    said = real.huying.ask("case", "overdue", "--history", "--units", units)
    assert {row["unit"]: (row["cases"], row["overdue"]) for row in said} == late(real.rows, categories)
    assert sum(row["cases"] for row in said) == 1408
    assert len(said) > 10
    assert 0 < sum(row["overdue"] for row in said) < 1408


@pytest.mark.slow
def test_history_stays_history_when_the_system_runs_and_the_same_numbers_come_as_orders_of_today(
    huying: Huying, tmp_path: Path
) -> None:
    header = ("工单编号", "诉求内容", "联系电话", "来电时间", "答复内容", "答复时间")
    rows = [
        [row[0], row[3], row[5], "2019-03-01 09:00", "已办结。", f"2019-03-{2 + at} 09:00"]
        for at, row in enumerate(orders(9))
    ]
    said = huying.take(written(tmp_path / "old.csv", rows, header=header), "--history")
    assert said["registered"] == 9
    assert figures(said) == [3 * 86400, 5 * 86400, 7 * 86400]
    with up(huying) as server:
        assert server.push({"source_no": rows[0][0], "text": "又来电催问"}).json["result"] == "duplicate"
        assert re.search(r"huying_notifications_total\{", server.get("/notify/metrics").body.decode()) is None
    assert is_sent(huying) == []
    assert {case["state"] for case in huying.cases().values()} == {"archived"}
