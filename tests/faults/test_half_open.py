"""A service whose packets vanish: nobody closes a connection, and nobody is told."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from shared.testing.process import HOST
from tests.faults import records
from tests.faults.feeding import Feeder, orders_of
from tests.faults.judging import judge
from tests.faults.network import Network, network
from tests.faults.outcome import Outcome
from tests.faults.test_workers import heard_by_routing, published_of_routing, taken_over
from tests.faults.town import Town, town
from tests.integration.acceptance.invented import orders, written

CUT = 150.0
"""Seconds: more than two heartbeats, so that broker and service both give the connection up."""


class Apart(NamedTuple):
    """A town whose routing runs in a namespace."""

    town: Town
    network: Network


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with network() as net, town(hosts=(HOST, net.database, net.broker)) as made:
        inside = made.service(
            "routing",
            "routing-apart",
            variables=made.variables_at(net.database, net.broker),
            wrapped=net.wrapped,
            host=net.inside,
        )
        with made.resting(made.services["routing"]):
            made.services["routing"] = inside
        inside.await_ready()
        yield Apart(made, net)


@pytest.mark.long
def test_half_open_connection_to_the_broker(apart: Apart, fault: Outcome, tmp_path: Path) -> None:
    made, net = apart
    file = written(tmp_path / "orders.csv", orders(60, prefix="HB"))
    feeder = Feeder(made, orders_of(file))
    feeder.start()
    taken_over(made, feeder, heard_by_routing, 60)
    with net.cut(net.broker):
        began = time.monotonic()
        feeder.allow(20)
        time.sleep(CUT)
        feeder.allow(20)
        made.until(lambda: len(feeder.acknowledged) >= feeder.allowed, 60, "intake goes on answering")
        fault.figures["cut s"] = round(time.monotonic() - began)
    began = time.monotonic()
    taken_over(made, feeder, heard_by_routing, 120)
    fault.figures["consuming again after s"] = round(time.monotonic() - began, 1)
    feeder.finish()
    fault.recovered += 1
    fault.unexpected += feeder.unexpected
    judge(made, fault, file, feeder.acknowledged)
    assert fault.good, fault.told()


@pytest.mark.long
def test_half_open_connections_to_database_and_broker(apart: Apart, fault: Outcome, tmp_path: Path) -> None:
    """A second worker takes over from the one that cannot be seen any more; when it is back, it does no harm."""
    made, net = apart
    file = written(tmp_path / "orders.csv", orders(90, prefix="HD"))
    feeder = Feeder(made, orders_of(file))
    feeder.start()
    taken_over(made, feeder, heard_by_routing, 60)
    second = made.add(made.service("routing", "routing-2"))
    try:
        second.await_ready()
        with net.cut(net.broker, net.database):
            began = time.monotonic()
            feeder.allow(20)
            made.until(_many_more(made, 10), 240, "the second worker consumes")
            fault.figures["take-over consuming s"] = round(time.monotonic() - began, 1)
            taken_over(made, feeder, published_of_routing, 120)
            fault.figures["take-over publishing s"] = round(time.monotonic() - began, 1)
            feeder.allow(10)
            time.sleep(5)
        made.services["routing"].await_ready()
        feeder.finish()
        fault.recovered += 1
        fault.unexpected += feeder.unexpected
        judge(made, fault, file, feeder.acknowledged)
    finally:
        feeder.stop()
        made.remove(second)
    assert fault.good, fault.told()


def _many_more(made: Town, count: int) -> Callable[[], bool]:
    before = records.heads(made)["routing"][1]

    def holds() -> bool:
        time.sleep(0.5)
        return records.heads(made)["routing"][1] > before + count

    return holds
