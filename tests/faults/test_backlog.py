"""A million messages wait for a service that was away: it works them off, and its memory stays flat."""

import os
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import pytest
from amqp import Message as Frame

from shared.eventlog.entry import partition_of
from tests.faults import records
from tests.faults.feeding import Feeder, orders_of
from tests.faults.judging import judge
from tests.faults.outcome import Outcome
from tests.faults.service import Service
from tests.faults.test_deliveries import connected
from tests.faults.town import Town
from tests.integration.acceptance.invented import URGENT, orders, written

BACKLOG = int(os.environ.get("FAULT_BACKLOG", "20000"))
"""`make test-long` asks for a million."""
SLOWEST = 150
"""Messages a second below which we wait no longer."""
MIB = 1024


def resident(service: Service) -> int:
    """Resident memory of a service's process, KiB."""
    assert service.process is not None
    status = (Path("/proc") / str(service.process.pid) / "status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def copies(town: Town) -> Iterator[tuple[str, bytes]]:
    """Queue and body of what notify heard already, again and again: exact bytes, handled as repetitions."""
    statement = "SELECT subject, body FROM log.inbox WHERE source IN ('intake', 'routing') ORDER BY position"
    heard = records.rows(town.postgres, "notify", statement)

    return cycle([(f"huying.notify.{partition_of(subject)}", bytes(body)) for subject, body in heard])


def left(town: Town) -> int:
    """How many messages wait for notify."""
    listed = town.broker.control("list_queues", "name", "messages").splitlines()
    return sum(int(line.split("\t")[1]) for line in listed if line.startswith("huying.notify."))


@pytest.mark.long
def test_backlog(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    town, notify = shared_town, shared_town.services["notify"]
    # A million take most of an hour; an urgent order would lapse meanwhile, as it would not in the undisturbed run.
    ordinary = [[*order[:URGENT], "一般"] for order in orders(40, prefix="BA")]
    file = written(tmp_path / "orders.csv", ordinary)
    feeder = Feeder(town, orders_of(file))
    feeder.start()
    feeder.allow(20)
    town.until(lambda: len(feeder.acknowledged) >= 20, 60, "orders come in")
    records.drained(town)
    with town.resting(notify):
        began = time.monotonic()
        with connected(town) as channel:
            for queue, body in islice(copies(town), BACKLOG):
                channel.basic_publish(Frame(body, delivery_mode=2), "", queue)
        fault.figures |= {"messages": BACKLOG, "published per s": round(BACKLOG / (time.monotonic() - began))}
        feeder.allow(20)
    began = time.monotonic()
    notify.await_ready()
    memory = _worked_off(town, notify)
    fault.figures["handled per s"] = round(BACKLOG / (time.monotonic() - began))
    fault.figures |= {"memory at first MiB": memory[0] // MIB, "memory at last MiB": memory[-1] // MIB}
    if memory[-1] > memory[0] + 64 * MIB:
        fault.unexpected.append(f"memory grew: {[kib // MIB for kib in memory]} MiB")
    fault.recovered += BACKLOG
    feeder.finish()
    judge(town, fault, file, feeder.acknowledged)
    assert fault.good, fault.told()


def _worked_off(town: Town, service: Service) -> Sequence[int]:
    """Resident memory (KiB) from when the first tenth was done until nothing is left."""
    until, memory = time.monotonic() + BACKLOG / SLOWEST + 60, []
    while (waiting := left(town)) and time.monotonic() < until:
        if waiting < BACKLOG * 0.9:
            memory.append(resident(service))
        time.sleep(2)
    assert not waiting, f"{waiting} messages were not handled in time"
    return [*memory, resident(service)]
