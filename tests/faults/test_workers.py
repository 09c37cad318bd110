"""Two processes of one service: one is killed, frozen or thawed, the other takes over, and order per case holds."""

import time
from collections.abc import Callable
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest

from tests.faults import records
from tests.faults.feeding import Feeder, orders_of
from tests.faults.judging import judge
from tests.faults.outcome import Outcome
from tests.faults.service import Service
from tests.faults.town import Town
from tests.integration.acceptance.invented import orders, written

COUNT = 160
KILLS = 4


def heard_by_routing(town: Town) -> int:
    """How many messages routing took in: its consuming goes on."""
    return records.heads(town)["routing"][1]


def published_of_routing(town: Town) -> int:
    """How many entries of routing came to the ledger: its relay goes on."""
    statement = "SELECT count(*) FROM log.inbox WHERE source = 'routing'"
    return int(records.rows(town.postgres, "ledger", statement)[0][0])


def taken_over(town: Town, feeder: Feeder, figure: Callable[[Town], int], seconds: float) -> float:
    """Seconds from now until the figure grows, while orders come in."""
    before = figure(town)

    def grows() -> bool:
        feeder.allow(1)
        return figure(town) > before

    return town.until(grows, seconds, f"{figure.__name__} goes on")


@pytest.mark.long
def test_two_workers_and_a_killed_one(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    town = shared_town
    file = written(tmp_path / "orders.csv", orders(COUNT, prefix="TW"))
    feeder = Feeder(town, orders_of(file))
    second = town.add(town.service("routing", "routing-2"))
    second.await_ready()
    feeder.start()
    try:
        workers = [town.services["routing"], second]
        for number in range(KILLS):
            taken_over(town, feeder, heard_by_routing, 60)
            victim = workers[number % 2]
            consuming, publishing = _killed(town, victim, feeder)
            fault.figures[f"take-over {number + 1}: consuming s"] = round(consuming, 2)
            fault.figures[f"take-over {number + 1}: publishing s"] = round(publishing, 2)
            victim.await_ready()
            fault.recovered += 1
        feeder.finish()
        fault.unexpected += feeder.unexpected
        judge(town, fault, file, feeder.acknowledged)
    finally:
        feeder.stop()
        town.remove(second)
    assert fault.good, fault.told()


def _killed(town: Town, victim: Service, feeder: Feeder) -> tuple[float, float]:
    """SIGKILL, and no help until the other one consumes and publishes; the seconds each took."""
    began = time.monotonic()
    with town.resting(victim, by=Service.kill):
        consuming = taken_over(town, feeder, heard_by_routing, 60)
        taken_over(town, feeder, published_of_routing, 60)
        return consuming, time.monotonic() - began


@pytest.mark.long
def test_a_frozen_worker_is_replaced_and_thaws_without_harm(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    """The broker sees a frozen process by its missing heartbeats, PostgreSQL by the silence of its session."""
    town = shared_town
    file = written(tmp_path / "orders.csv", orders(COUNT, prefix="FW"))
    feeder = Feeder(town, orders_of(file))
    first = town.services["routing"]
    second = town.add(town.service("routing", "routing-2"))
    second.await_ready()
    feeder.start()
    try:
        taken_over(town, feeder, heard_by_routing, 60)
        began = time.monotonic()
        first.signal(SIGSTOP)
        try:
            fault.figures["take-over consuming s"] = round(town.until(_goes_on(town, feeder), 200, "consuming"), 1)
            taken_over(town, feeder, published_of_routing, 60)
            fault.figures["take-over publishing s"] = round(time.monotonic() - began, 1)
        finally:
            first.signal(SIGCONT)
        feeder.finish()
        fault.recovered += 1
        judge(town, fault, file, feeder.acknowledged)
    finally:
        feeder.stop()
        town.remove(second)
    assert fault.good, fault.told()


def _goes_on(town: Town, feeder: Feeder) -> Callable[[], bool]:
    """Whether routing took in a good number more: what the frozen one had committed at the last moment is not it."""
    feeder.allow(20)
    before = heard_by_routing(town)

    def holds() -> bool:
        time.sleep(0.5)
        return heard_by_routing(town) > before + 10

    return holds
