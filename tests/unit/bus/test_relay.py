"""The relay publishes its log in order from its cursor, and outlives whatever is away for a while."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import Connection

from shared.bus.relay import Relay
from shared.bus.wire import Confirm, Source, Subscription
from shared.eventlog import schema
from shared.eventlog.clock import now
from shared.eventlog.engine import sqlite
from shared.eventlog.entry import Entry
from shared.eventlog.log import Log
from shared.eventlog.unit import Message, Unavailable
from shared.telemetry.registry import REGISTRY
from tests.unit.bus.desk import Desk, message


class Recording:
    """A wire that remembers what was handed over; it confirms at once unless told otherwise."""

    def __init__(self, confirming: bool = True) -> None:
        self.messages: list[Message] = []
        self.confirming = confirming

    def publish(self, batch: Sequence[Message], confirm: Confirm) -> None:
        for each in batch:
            self.messages.append(each)
            if self.confirming:
                confirm(each.position)

    def subscribe(self, subscription: Subscription) -> list[Source]:
        raise NotImplementedError(subscription)

    def close(self) -> None:
        """Nothing is open."""


class Flaky(Log):
    """A log whose database is away now and then."""

    away = 0

    def tail(self, after: int = 0, limit: int = 500) -> list[Entry]:
        self._perhaps()
        return super().tail(after, limit)

    def chore(self, work: Callable[[Connection], None]) -> None:
        self._perhaps()
        super().chore(work)

    def _perhaps(self) -> None:
        if self.away:
            self.away -= 1
            raise Unavailable("away")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.bus.relay.PATIENCE", 0.02)


@pytest.fixture
def flaky(tmp_path: Path) -> Iterator[Flaky]:
    engine = sqlite(tmp_path / "routing.db")
    schema.metadata.create_all(engine)
    log = Flaky(engine, "/hailar/routing", now, lambda _connection, _done: None)
    yield log
    log.stop()
    engine.dispose()


def said(log: Log, count: int) -> None:
    desk = Desk(log)
    start = log.head().position
    for n in range(start + 1, start + count + 1):
        desk(message(n))


def wait(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        sleep(0.005)
    pytest.fail("it never came")


def started(log: Log, wire: Recording) -> Relay:
    relay = Relay("routing", log, wire)
    relay.start()
    return relay


def test_everything_is_published_in_order_with_its_exact_bytes(flaky: Flaky) -> None:
    wire = Recording()
    said(flaky, 3)
    relay = started(flaky, wire)
    said(flaky, 4)
    wait(lambda: relay.caught_up)
    relay.stop()
    assert [(each.position, each.body) for each in wire.messages] == [(e.position, e.body) for e in flaky.read()]
    assert {each.source for each in wire.messages} == {"routing"}


def test_what_was_there_at_the_start_may_have_been_in_hand_before(flaky: Flaky) -> None:
    wire = Recording()
    said(flaky, 2)
    relay = started(flaky, wire)
    said(flaky, 1)
    wait(lambda: relay.caught_up)
    relay.stop()
    assert [each.redelivered for each in wire.messages] == [True, True, False]


def test_it_begins_again_behind_what_was_confirmed(flaky: Flaky) -> None:
    said(flaky, 3)
    first = Recording()
    relay = started(flaky, first)
    wait(lambda: relay.caught_up)
    first.confirming = False
    said(flaky, 2)
    wait(lambda: len(first.messages) == 5)
    assert (relay.cursor.position, relay.cursor.pending, relay.caught_up) == (3, 2, False)
    relay.stop()
    second = Recording()
    relay = started(flaky, second)
    wait(lambda: relay.caught_up)
    relay.stop()
    assert [each.position for each in second.messages] == [4, 5]


def test_it_goes_on_after_the_database_was_away(flaky: Flaky) -> None:
    wire = Recording()
    relay = started(flaky, wire)
    flaky.away = 5
    said(flaky, 2)
    wait(lambda: relay.caught_up)
    relay.stop()
    assert [each.position for each in wire.messages] == [1, 2]


def test_a_cursor_that_cannot_be_stored_is_stored_later(flaky: Flaky) -> None:
    wire = Recording()
    said(flaky, 2)
    relay = started(flaky, wire)
    wait(lambda: relay.caught_up)
    flaky.away = 3
    wait(lambda: flaky.away == 0)
    relay.stop()
    again = Recording()
    relay = started(flaky, again)
    relay.stop()
    assert again.messages == []


def test_a_wire_that_breaks_in_an_unknown_way_does_not_end_the_relay(flaky: Flaky) -> None:
    class Breaking(Recording):
        broken = True

        def publish(self, batch: Sequence[Message], confirm: Confirm) -> None:
            if self.broken:
                self.broken = False
                raise KeyError("nobody thought of this")
            super().publish(batch, confirm)

    wire = Breaking()
    said(flaky, 3)
    relay = started(flaky, wire)
    wait(lambda: relay.caught_up)
    relay.stop()
    assert [each.position for each in wire.messages] == [1, 2, 3]


def test_who_leads_is_told_in_a_gauge(flaky: Flaky) -> None:
    def leads() -> float | None:
        return REGISTRY.get_sample_value("huying_relay_leading", {"service": "routing"})

    leading = [False]
    relay = Relay("routing", flaky, Recording(), leads=lambda: leading[0], alone=False)
    relay.start()
    assert leads() == 0
    leading[0] = True
    wait(lambda: leads() == 1)
    leading[0] = False
    wait(lambda: leads() == 0)
    relay.stop()


def test_a_part_is_published_again_on_demand_beside_the_cursor(flaky: Flaky) -> None:
    wire = Recording()
    said(flaky, 3)
    relay = started(flaky, wire)
    wait(lambda: relay.caught_up)
    relay.resend(1)
    relay.stop()
    assert [each.position for each in wire.messages] == [1, 2, 3, 2, 3]
    assert relay.cursor.position == 3
