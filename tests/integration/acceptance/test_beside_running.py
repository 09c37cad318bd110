"""Commands beside a running system give the answers that they give on a stopped one."""

import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.conftest import Another
from tests.integration.acceptance.invented import NUMBER, orders, written
from tests.integration.acceptance.servers import up

pytestmark = pytest.mark.slow
ORDERS = 40
OF_READING = ("personal.opened", "delivery.sent")


def shown(huying: Huying, number: str) -> tuple[Any, Counter[tuple[str, str]]]:
    """A case with its words, without what depends on when and how often one looks."""
    case_no = huying.cases()[number]["case_no"]
    case = huying.ask("case", "show", case_no, "--as", "auditor", "--reason", "test")
    steps = [step for step in case["timeline"] if step["type"] not in OF_READING]
    words = [step["changed"]["text"] for step in steps if step["type"] == "appeal.received"]
    return (case["state"], case["unit"], words), Counter((step["service"], step["type"]) for step in steps)


def test_import_show_and_verify_say_the_same_through_the_socket_as_alone(
    huying: Huying, another: Another, tmp_path: Path
) -> None:
    rows = orders(ORDERS)
    file = written(tmp_path / "orders.csv", rows)
    alone = another("alone")
    meant = [alone.take(file), alone.take(file)], alone.ends(), shown(alone, rows[0][NUMBER])
    with up(huying) as server:
        counted = [huying.take(file), huying.take(file)]
        until = time.monotonic() + 60
        while huying.ends() != meant[1] and time.monotonic() < until:
            time.sleep(0.2)  # what the import said is carried on by the system that runs
        assert (counted, huying.ends(), shown(huying, rows[0][NUMBER])) == meant
        assert huying.run("log", "verify").code == 0
        assert huying.ask("parking", "list") == []
        status = server.get(f"/intake/api/v1/feeds/12345/orders/{rows[0][NUMBER]}", **{"X-Api-Key": server.key})
        assert status.json["case_no"] == huying.cases()[rows[0][NUMBER]]["case_no"]
    assert (huying.ends(), shown(huying, rows[0][NUMBER])) == meant[1:]
    assert huying.verifies()


def test_wrong_use_is_said_the_same_way_through_the_socket(huying: Huying, tmp_path: Path) -> None:
    file = written(tmp_path / "orders.csv", orders(1))
    wrong: list[tuple[str | Path, ...]] = [
        ("feed", "import", file, "--source", "110"),
        ("case", "show", "20261124-00000000000"),
        ("log", "verify", "--service", "nobody"),
        ("log", "export", "--service", "nobody"),
        ("shred", "approve", "20261124-7K3QX0M2VBP", "--as", "anna"),
    ]
    alone = [huying.run(*words) for words in wrong]
    with up(huying):
        beside = [huying.run(*words) for words in wrong]
        second = huying.run("up", "--port", "0")
    assert [ran.code for ran in beside] == [ran.code for ran in alone]
    assert all(ran.code in (1, 2) for ran in alone)
    assert [said(ran.err) for ran in beside] == [said(ran.err) for ran in alone]
    assert all(len(said(ran.err)) == 1 for ran in alone)
    assert (second.code, "in use" in second.err) == (1, True)


def said(err: str) -> list[str]:
    """What a command tells people, without its log lines."""
    return [line for line in err.splitlines() if line.startswith("huying:")]
