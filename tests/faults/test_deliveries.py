"""Deliveries come twice, late and in another order; bodies come that are no entry, or whose reaction always fails."""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from amqp import Connection as Amqp
from amqp import Message as Frame

from shared.testing.process import HOST
from tests.faults import records
from tests.faults.feeding import Feeder, orders_of
from tests.faults.judging import judge, replayed
from tests.faults.outcome import Outcome, rng
from tests.faults.test_programs import run_by
from tests.faults.town import Town
from tests.integration.acceptance.invented import MESSAGE, NUMBER, TEXT, orders, written
from tests.integration.acceptance.test_parking import BROKEN

COUNT = 80
WINDOW = 100
"""So many messages are held back and mixed at a time; the ledger sets fewer than 256 aside."""

GAP = '"code": "gap"'
"""The ledger's alarm, which it raises once for each place where an entry waits for one before it."""


@contextmanager
def connected(town: Town) -> Iterator[Any]:
    """A channel of a connection of our own."""
    connection = Amqp(f"{HOST}:{town.broker.port}", "guest", "guest", connect_timeout=10)
    connection.connect()
    try:
        yield connection.channel()
    finally:
        connection.close()


def bodies(town: Town) -> list[tuple[str, bytes]]:
    """Routing key and exact bytes of everything that was said."""
    statement = "SELECT partition, type, body FROM log.entries ORDER BY position"
    return [
        (f"{partition}.{service}.{type_}", bytes(body))
        for service in ("intake", "routing", "notify")
        for partition, type_, body in records.rows(town.postgres, service, statement)
    ]


@pytest.mark.long
def test_everything_is_delivered_twice_more_in_any_order(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    town = shared_town
    file = written(tmp_path / "orders.csv", orders(COUNT, prefix="DU"))
    feeder = Feeder(town, orders_of(file))
    feeder.start()
    feeder.finish()
    records.drained(town)
    before, copies = records.heads(town), bodies(town) * 2
    rng(fault.fault).shuffle(copies)
    with connected(town) as channel:
        for key, body in copies:
            channel.basic_publish(Frame(body, delivery_mode=2), "huying", key)
    fault.recovered += len(copies)
    town.until(lambda: not waiting(town), 120, "the copies are taken")
    judge(town, fault, file, feeder.acknowledged)
    after = records.heads(town)
    still = ("identity", "intake", "routing", "supervision")  # notify sends at its own time, and the ledger hears of it
    fault.doubled += [f"{name}: {before[name]} became {after[name]}" for name in still if before[name] != after[name]]
    assert fault.good, fault.told()


def waiting(town: Town) -> int:
    """How many messages are in the queues, delivered or not."""
    said = town.broker.control("list_queues", "messages")
    return sum(int(line) for line in said.split() if line.isdigit())


class Mixer(threading.Thread):
    """Stands between exchange and queues: holds messages back, mixes them, brings some twice.

    Order per case and source is kept for the hearing services, as the relay promises it; the ledger, which looks for
    gaps, gets any order within the window.
    """

    def __init__(self, town: Town, queues: Sequence[tuple[str, str]], chance: random.Random) -> None:
        super().__init__(name="mixer", daemon=True)
        self._town, self._queues, self._chance = town, queues, chance
        self.mixed = 0
        self.stopping = False

    def run(self) -> None:
        with connected(self._town) as channel:
            quiet = 0
            while not (self.stopping and quiet > 20):
                held = self._held(channel)
                quiet = 0 if held else quiet + 1
                for queue, body in self._order(held):
                    channel.basic_publish(Frame(body, delivery_mode=2), "", queue)
                    self.mixed += 1
                time.sleep(0.1)

    def _held(self, channel: Any) -> list[tuple[str, str, bytes]]:
        """Queue, case and body of what came: for every queue that should have had it."""
        held = []
        for _ in range(WINDOW):
            frame = channel.basic_get("faults.tap", no_ack=True)
            if frame is None:
                break
            key = frame.delivery_info["routing_key"]
            body = frame.body.encode() if isinstance(frame.body, str) else bytes(frame.body)
            case = body.split(b'"subject":"', 1)[1].split(b'"', 1)[0].decode()
            held += [(queue, case, body) for queue, pattern in self._queues if fits(pattern, key)]
        return held

    def _order(self, held: list[tuple[str, str, bytes]]) -> list[tuple[str, bytes]]:
        """Mixed by drawing again and again from one of the sequences that must keep their order; a tenth comes twice."""
        sequences: dict[object, list[tuple[str, bytes]]] = defaultdict(list)
        for queue, case, body in held:
            within = object() if queue.startswith("huying.ledger.") else (queue, case)
            sequences[within].append((queue, body))
        mixed = []
        left = list(sequences.values())
        while left:
            sequence = self._chance.choice(left)
            mixed.append(sequence.pop(0))
            if self._chance.random() < 0.1:
                mixed.append(self._chance.choice(mixed))
            if not sequence:
                left.remove(sequence)
        return mixed


def fits(pattern: str, key: str) -> bool:
    """Whether a binding of ours takes a routing key: `*.source.#`, or the key itself."""
    return key == pattern or (pattern.endswith(".#") and key.split(".")[1] == pattern.split(".")[1])


@pytest.mark.long
def test_late_doubled_and_mixed_deliveries(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    town = shared_town
    file = written(tmp_path / "orders.csv", orders(COUNT, prefix="MI"))
    listed = town.broker.control("list_bindings", "source_name", "destination_name", "routing_key").splitlines()
    lines = [line.split("\t") for line in listed if line.startswith("huying\t")]
    bound = [(queue, key) for _, queue, key in lines]
    mixer = Mixer(town, bound, rng(fault.fault))
    feeder = Feeder(town, orders_of(file))
    with connected(town) as channel:
        channel.queue_declare("faults.tap", durable=True, auto_delete=False)
        channel.queue_bind("faults.tap", "huying", "#")
        for queue, key in bound:
            channel.queue_unbind(queue, "huying", key)
        mixer.start()
        try:
            feeder.start()
            feeder.finish()
            records.drained(town)
        finally:
            for queue, key in bound:
                channel.queue_bind(queue, "huying", key)
            mixer.stopping = True
            mixer.join(60)
            channel.queue_delete("faults.tap")
    fault.recovered += mixer.mixed
    judge(town, fault, file, feeder.acknowledged, meant=GAP)
    assert fault.good, fault.told()


@pytest.mark.long
def test_bodies_that_are_no_entry(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    town = shared_town
    file = written(tmp_path / "orders.csv", orders(20, prefix="NO"))
    feeder = Feeder(town, orders_of(file))
    feeder.start()
    poison = [b"", b"\xff\xfe", b"{}", b'{"id":1}', b"[]", b'{"specversion":"1.0","type":"appeal.accepted"}']
    keys = [f"{partition}.intake.appeal.accepted" for partition in range(8)]
    with connected(town) as channel:
        for key in keys:
            feeder.allow(2)
            for body in poison:
                channel.basic_publish(Frame(body, delivery_mode=2), "huying", key)
    feeder.finish()
    judge(town, fault, file, feeder.acknowledged)
    listed = town.broker.control("list_queues", "name", "messages").splitlines()
    dead = next(int(line.split("\t")[1]) for line in listed if line.startswith("huying.dead\t"))
    fault.figures["dead letters"] = dead
    hearers = sum(fits(pattern, keys[0]) for pattern in patterns(town))
    if dead != len(keys) * len(poison) * hearers:
        fault.unexpected.append(f"{dead} dead letters of {len(keys)} x {len(poison)} x {hearers} unreadable bodies")
    fault.recovered += dead
    town.broker.control("purge_queue", "huying.dead")
    assert fault.good, fault.told()


def patterns(town: Town) -> list[str]:
    """The keys that all queues are bound with."""
    listed = town.broker.control("list_bindings", "source_name", "routing_key").splitlines()
    return [line.split("\t")[1] for line in listed if line.startswith("huying\t")]


@pytest.mark.long
def test_a_reaction_that_always_fails(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    town, rows = shared_town, orders(20, prefix="PO")
    failing = rows[10]
    urge = [*failing]
    urge[MESSAGE], urge[TEXT] = "催办", "请尽快处理。"
    file = written(tmp_path / "orders.csv", [*rows, urge])
    feeder = Feeder(town, orders_of(file))
    program = BROKEN
    with run_by(town, town.services["routing"], program, BROKEN_ORDER=failing[NUMBER]):
        feeder.start()
        feeder.finish()
        records.drained(town)
        parked = records.parked(town)
        codes = [code for *_, code in parked]
        if codes != ["ArithmeticError", "behind"] or len({subject for _, subject, _, _ in parked}) != 1:
            fault.unexpected.append(f"parked: {parked}")
    fault.recovered += replayed(town, fault, designed=("ArithmeticError", "behind"))
    judge(town, fault, file, feeder.acknowledged)
    assert fault.good, fault.told()
