"""A service that is slow, whose clock jumps, or that dies at a named point."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from shared.telemetry.crashpoints import TREE
from tests.faults.feeding import Feeder, orders_of
from tests.faults.judging import judge
from tests.faults.outcome import Outcome, rng
from tests.faults.service import Service
from tests.faults.town import Town
from tests.integration.acceptance.commands import HUYING
from tests.integration.acceptance.invented import orders, written

HERE = Path(__file__).parent
JUMPS = (0, 1200, -10_800, 90, -7)
"""Seconds: the clock goes ahead, back by hours, and is nearly right in the end."""
PASSED_BY = {
    "relay.committed": ("intake", "routing", "notify"),
    "relay.published": ("intake", "routing", "notify"),
    "inbox.handling": ("routing", "notify", "ledger"),
    "inbox.handled": ("routing", "notify", "ledger"),
    "vault.keyed": ("intake",),
    **dict.fromkeys(TREE, ("ledger",)),
}


@contextmanager
def run_by(town: Town, service: Service, program: Path, **more: str) -> Iterator[None]:
    """The service runs this program in place of the product's while the block lasts."""
    before = service.variables
    _restart(town, service, (str(program),), {**before, **more})
    try:
        yield
    finally:
        _restart(town, service, HUYING, before)


def _restart(town: Town, service: Service, program: tuple[str, ...], variables: Mapping[str, str]) -> None:
    with town.resting(service):
        service.program, service.variables = program, variables
    service.await_ready()


@pytest.mark.long
def test_slow_consumer(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    town, count = shared_town, 60
    file = written(tmp_path / "orders.csv", orders(count, prefix="SL"))
    feeder = Feeder(town, orders_of(file))
    with run_by(town, town.services["routing"], HERE / "slow.py", SLOW_SECONDS="0.5"):
        feeder.start()
        began = time.monotonic()
        feeder.finish()
        fault.figures["accepted within s"] = round(time.monotonic() - began, 1)
        fault.figures["slowest answer s"] = round(feeder.slowest, 2)
        judge(town, fault, file, feeder.acknowledged)
    assert fault.good, fault.told()


@pytest.mark.long
@pytest.mark.parametrize("service", ["intake", "routing"])
def test_clock_jumps(shared_town: Town, fault: Outcome, tmp_path: Path, service: str) -> None:
    town, count = shared_town, 50
    file = written(tmp_path / "orders.csv", orders(count, prefix=f"CL{service[0].upper()}"))
    feeder, offset = Feeder(town, orders_of(file)), tmp_path / "offset"
    offset.write_text("0")
    with run_by(town, town.services[service], HERE / "broken_clock.py", CLOCK_OFFSET=str(offset)):
        feeder.start()
        for jump in JUMPS:
            offset.write_text(str(jump))
            feeder.allow(count // len(JUMPS))
            time.sleep(2)
        feeder.finish()
        fault.unexpected += feeder.unexpected
        judge(town, fault, file, feeder.acknowledged)
    assert fault.good, fault.told()


def died(service: Service, before: int) -> bool:
    """Whether it died once more of itself."""
    return len(service.deaths) > before


@pytest.mark.long
@pytest.mark.parametrize("point", PASSED_BY)
def test_killed_at_named_point(shared_town: Town, fault: Outcome, tmp_path: Path, point: str) -> None:
    """Each service that passes the point dies there, at the first and at a later pass."""
    town = shared_town
    # What came while the ledger was away is one turn of its sequencer; the others pass with each message or batch.
    later = 1 if point in TREE else rng(fault.fault).randrange(2, 12)
    rounds = [(town.services[name], count) for name in PASSED_BY[point] for count in (1, later)]
    each = 12
    file = written(tmp_path / "orders.csv", orders(each * len(rounds), prefix=f"P{list(PASSED_BY).index(point)}"))
    feeder = Feeder(town, orders_of(file))
    feeder.start()
    try:
        for service, count in rounds:
            deaths = len(service.deaths)
            service.once = {"HUYING_CRASH_AT": f"{point}:{count}"}
            town.kill(service)
            feeder.allow(each)
            town.until(partial(died, service, deaths), 90, f"{service.label} dies at {point}:{count}")
            service.await_ready()
            fault.recovered += 1
        feeder.finish()
        judge(town, fault, file, feeder.acknowledged)
    finally:
        feeder.stop()
    assert fault.good, fault.told()
