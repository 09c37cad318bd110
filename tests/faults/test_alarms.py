"""The broker blocks publishers (memory, disk): intake goes on answering 201, and everything arrives afterwards."""

import os
import time
from pathlib import Path

import pytest

from tests.faults import records
from tests.faults.feeding import Feeder, orders_of
from tests.faults.judging import judge
from tests.faults.outcome import Outcome
from tests.faults.town import Town
from tests.integration.acceptance.invented import orders, written

SECONDS = float(os.environ.get("FAULT_ALARM_SECONDS", "60"))
COUNT = 60
ALARMS = {
    "memory": (("set_vm_memory_high_watermark", "0.0000001"), ("set_vm_memory_high_watermark", "0.4")),
    "disk": (("set_disk_free_limit", "1000000GB"), ("set_disk_free_limit", "50MB")),
}


@pytest.mark.long
@pytest.mark.parametrize("alarm", sorted(ALARMS))
def test_broker_alarm(shared_town: Town, fault: Outcome, tmp_path: Path, alarm: str) -> None:
    town, (raised, lifted) = shared_town, ALARMS[alarm]
    file = written(tmp_path / "orders.csv", orders(COUNT, prefix=f"AL{alarm[0].upper()}"))
    feeder = Feeder(town, orders_of(file))
    feeder.start()
    town.broker.control(*raised)
    try:
        time.sleep(2)
        before, began = records.heads(town), time.monotonic()
        for number in range(COUNT):
            time.sleep(max(began + number * SECONDS / COUNT - time.monotonic(), 0))
            feeder.allow(1)
        feeder.finish()
        during = records.heads(town)
    finally:
        town.broker.control(*lifted)
    assert during["intake"][0] >= before["intake"][0] + COUNT
    assert during["routing"][1] == before["routing"][1], "the alarm did not block the relays: nothing was tested"
    fault.figures |= {"alarm s": SECONDS, "slowest answer s": round(feeder.slowest, 2)}
    fault.unexpected += [f"{n} answers {status}" for status, n in feeder.answers.items() if status != 201]
    fault.unexpected += feeder.unexpected
    fault.recovered += COUNT
    judge(town, fault, file, feeder.acknowledged)
    assert fault.good, fault.told()
