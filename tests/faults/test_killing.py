"""SIGKILL at random for services, broker and database while orders come in by file and by push."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faults.battering import Battering, Importer
from tests.faults.feeding import Feeder, orders_of
from tests.faults.judging import judge
from tests.faults.outcome import Outcome, rng
from tests.faults.town import Town
from tests.integration.acceptance.invented import HEADER, Row, orders, written

KILLS = int(os.environ.get("FAULT_KILLS", "200"))


def killed_at_random(
    town: Town,
    fault: Outcome,
    folder: Path,
    rows: Sequence[Row],
    kills: int,
    parts: int,
    header: Sequence[str] = HEADER,
) -> None:
    """Half the orders by `feed import` in so many parts, half pushed one by one, under so many kills."""
    whole = written(folder / "all.csv", rows, header=header)
    half = len(rows) // 2
    pushed = orders_of(written(folder / "pushed.csv", rows[half:], header=header))
    size = -(-half // parts)
    files = [
        written(folder / f"part{n}.csv", rows[n * size : min((n + 1) * size, half)], header=header)
        for n in range(parts)
    ]
    feeder, importer = Feeder(town, pushed), Importer(town, files)
    feeder.start()
    importer.start()
    battering = Battering(town, rng(fault.fault))
    try:
        battering.run(kills, feeder, -(-len(pushed) // kills))
        town.await_ready()
        feeder.finish()
        importer.finish()
    finally:
        feeder.stop()
        importer.stop()
    fault.recovered += feeder.again + importer.again
    fault.unexpected += feeder.unexpected + importer.unexpected
    fault.figures["kills"] = battering.hit.total()
    fault.figures |= {f"kills of {name}": count for name, count in sorted(battering.hit.items())}
    acknowledged = {*feeder.acknowledged, *(order["source_no"] for file in files for order in orders_of(file))}
    judge(town, fault, whole, acknowledged)
    assert fault.good, fault.told()


def test_a_few_random_kills(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    killed_at_random(shared_town, fault, tmp_path, orders(60, prefix="SM"), kills=5, parts=1)


@pytest.mark.long
def test_many_random_kills(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    """200 kills during imports of 1,408 orders; FAULT_KILLS asks for fewer of both."""
    killed_at_random(shared_town, fault, tmp_path, orders(KILLS * 1408 // 200, prefix="KI"), kills=KILLS, parts=8)
