"""The worker with many messages in hand: few groups, each subject in order, what fails handled alone in its place."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.bus import inbox
from shared.bus.parking import ParkingLot, held, parked
from shared.bus.pipeline import PipelinedWorker
from shared.eventlog import schema
from shared.eventlog.clock import now, uuid7
from shared.eventlog.engine import sqlite
from shared.eventlog.entry import Draft
from shared.eventlog.log import Log
from shared.eventlog.unit import Append, Message, Unit
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id
from tests.unit.bus.conftest import apply
from tests.unit.bus.desk import SYSTEM, Desk, message
from tests.unit.bus.test_worker import Queue, codes


class InHand:
    """A message that was decided."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def finish(self) -> object:
        return self.unit.done.result()


class Deciding:
    """Decides on messages by one entry each; `bad` cannot be decided among others."""

    def __init__(self, log: Log, lot: ParkingLot, desk: Desk) -> None:
        self.log, self.lot, self.desk = log, lot, desk
        self.bad: set[int] = set()
        self.hands: list[list[int]] = []

    def begin(self, messages: Sequence[Message]) -> list[InHand | None]:
        self.hands.append([one.position for one in messages])
        return [None if one.position in self.bad else InHand(_unit(one)) for one in messages]

    def run(self, *messages: Message) -> list[int]:
        queue = Queue(messages)
        worker = PipelinedWorker("routing", queue, self.desk, self.lot, self.log, lambda _: True, lambda _: None)
        worker.begin = self.begin
        worker.run()
        return sorted(queue.done)


def _unit(found: Message) -> Unit:
    at, address = now(), Address(stream_id("desk", found.subject), found.subject)
    return Unit([Append(address, None, [Draft(uuid7(at), "done", at, {"position": found.position}, SYSTEM)])], found)


@pytest.fixture
def deciding(log: Log, lot: ParkingLot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Deciding:
    monkeypatch.setattr(inbox, "PATIENCE", 0.0)
    return Deciding(log, lot, desk)


def test_two_messages_of_each_subject_in_a_row_make_two_groups_and_not_one_for_each(deciding: Deciding) -> None:
    both = [message(2 * n + k, f"case{n}") for n in range(10) for k in (1, 2)]
    assert deciding.run(*both) == list(range(1, 21))
    assert deciding.hands == [list(range(1, 20, 2)), list(range(2, 21, 2))]
    assert deciding.desk.handled == []


def test_what_was_delivered_before_is_handled_alone_and_what_follows_on_its_subject_after_it(
    deciding: Deciding,
) -> None:
    deciding.run(message(1, "a"), message(2, "b", redelivered=True), message(3, "b"), message(4, "c"), message(5, "a"))
    assert deciding.hands == [[1, 4], [5]]
    assert deciding.desk.handled == [2, 3]


def test_what_cannot_be_decided_is_parked_and_what_follows_on_its_subject_behind_it(deciding: Deciding) -> None:
    deciding.bad, deciding.desk.broken = {2}, {2: LookupError("broken")}
    done = deciding.run(message(1, "a"), message(2, "b"), message(3, "b"), message(4, "a"), message(5, "c"))
    assert done == [1, 2, 3, 4, 5]
    assert codes(deciding.lot) == [(2, "LookupError"), (3, "behind")]
    assert deciding.desk.said("a") == [1, 4]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans(), st.booleans()), max_size=30))
def test_each_subject_is_handled_in_order_whatever_comes_again_or_cannot_be_decided(
    rows: list[tuple[str, bool, bool]],
) -> None:
    with TemporaryDirectory() as folder:
        engine = sqlite(Path(folder) / "routing.db")
        schema.metadata.create_all(engine)
        parked.create(engine)
        log = Log(engine, "/hailar/routing", now, apply, held=held)
        desk = Desk(log)
        deciding = Deciding(log, ParkingLot("routing", log, now), desk)
        deciding.bad = {n for n, (_, bad, _) in enumerate(rows, 1) if bad}
        deciding.run(*(message(n, subject, redelivered=again) for n, (subject, _, again) in enumerate(rows, 1)))
        sent = sorted((subject, n) for n, (subject, *_) in enumerate(rows, 1))
        for subject, group in groupby(sent, key=lambda one: one[0]):
            assert desk.said(subject) == [n for _, n in group]
        log.stop()
        engine.dispose()
