"""A reaction that always fails for one case: the others go on, that case waits in order, and replay brings it home."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.conftest import Another
from tests.integration.acceptance.invented import MESSAGE, NUMBER, TEXT, Row, orders, written

ORDERS = 30
BROKEN = Path(__file__).with_name("broken.py")
HEARD = ["appeal.accepted", "appeal.supplemented", "appeal.urged", "appeal.cancel_asked"]
OF_PARKING = ("message.parked", "message.replayed")


def later(row: Row) -> list[Row]:
    """What the source says about its order afterwards."""
    messages = (("补充", "又有新情况，供水也停了。"), ("催办", "请尽快处理。"), ("撤单", "已经自行解决。"))
    rows = []
    for message, text in messages:
        row = [*row]
        row[MESSAGE], row[TEXT] = message, text
        rows.append(row)
    return rows


def steps(huying: Huying, case_no: str) -> Counter[tuple[str, str]]:
    """Every step of a case by service and type, without parking itself."""
    timeline = huying.ask("case", "show", case_no)["timeline"]
    return Counter((step["service"], step["type"]) for step in timeline if step["type"] not in OF_PARKING)


@pytest.mark.slow
def test_a_case_whose_reaction_always_fails_waits_alone_and_replay_brings_it_where_it_would_be(
    huying: Huying, another: Another, tmp_path: Path
) -> None:
    rows = orders(ORDERS)
    failing = rows[ORDERS // 2]
    file = written(tmp_path / "orders.csv", [*rows, *later(failing)])
    undisturbed = another("undisturbed")
    undisturbed.take(file)
    meant = undisturbed.ends()

    replace(huying, program=(str(BROKEN),)).take(file, BROKEN_ORDER=failing[NUMBER])
    parked = huying.ask("parking", "list")
    case_no = parked[0]["subject"]
    assert [(row["subject"], row["service"], row["type"]) for row in parked] == [
        (case_no, "routing", one) for one in HEARD
    ]
    assert [row["code"] for row in parked] == ["ArithmeticError", "behind", "behind", "behind"]
    assert [row["position"] for row in parked] == sorted(row["position"] for row in parked)
    others = {number: end for number, end in huying.ends().items() if number != failing[NUMBER]}
    assert others == {number: end for number, end in meant.items() if number != failing[NUMBER]}

    assert huying.ask("parking", "replay", case_no)["replayed"] == {"routing": len(HEARD)}
    assert huying.ask("parking", "list") == []
    assert huying.ends() == meant
    assert steps(huying, case_no) == steps(undisturbed, case_no)
    assert huying.verifies()


@pytest.mark.slow
def test_replaying_before_the_mend_changes_nothing_and_a_message_can_be_given_up(
    huying: Huying, tmp_path: Path
) -> None:
    row = orders(1)[0]
    faulty = replace(huying, program=(str(BROKEN),))
    faulty.take(written(tmp_path / "orders.csv", [row, *later(row)[:1]]), BROKEN_ORDER=row[NUMBER])
    parked = huying.ask("parking", "list")
    again = faulty.run("parking", "replay", parked[0]["subject"], BROKEN_ORDER=row[NUMBER])
    assert again.code == 1
    assert "ArithmeticError" in again.err
    assert huying.ask("parking", "list") == parked
    which = ("--service", "routing", "--source", "intake", "--position", str(parked[0]["position"]))
    assert huying.ask("parking", "show", *which)["type"] == "appeal.accepted"
    huying.ask("parking", "discard", *which, "--reason", "opened_by_hand")
    assert [row["type"] for row in huying.ask("parking", "list")] == ["appeal.supplemented"]
    said = Counter(entry["type"] for entry in huying.log("routing"))
    assert (said["message.parked"], said["message.discarded"], said["message.replayed"]) == (2, 1, 0)
