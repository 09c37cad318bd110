"""What a group costs does not grow with its log: counted in the steps of SQLite's machine, which are the same every time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from shared.eventlog import schema
from shared.eventlog.clock import now, uuid7
from shared.eventlog.engine import sqlite_writer
from shared.eventlog.entry import Draft, Entry
from shared.eventlog.log import Log
from shared.eventlog.plain_rows import driver_of
from shared.eventlog.statements import already_heard, locked_state
from shared.eventlog.unit import Append, Message, Unit
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id

WANG = Actor("wang", "housing", "clerk")
SMALL, LARGE = 300, 3_000
GROUP = 128


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = sqlite_writer(tmp_path / "log.db")
    schema.metadata.create_all(engine)
    yield engine
    engine.dispose()


def unit(number: int) -> Unit:
    """One entry on a stream of its own, and the message that led to it."""
    case = f"case/{number}"
    said = Append(Address(stream_id(case), case), 0, [Draft(uuid7(now()), "said", now(), {}, WANG)])
    return Unit([said], Message("intake", number, uuid7(now()), "appeal.received", case, b"{}"))


def grown(log: Log, first: int, last: int) -> None:
    units = [unit(number) for number in range(first, last)]
    for one in units:
        log.submit(one)
    for one in units:
        written: list[Entry] = one.done.result()
        assert len(written) == 1


def steps(engine: Engine, work: Any) -> int:
    """How many steps the database makes for what `work(connection)` asks."""
    made = 0

    def step() -> int:
        nonlocal made
        made += 1
        return 0

    with engine.connect() as connection:
        driver = driver_of(connection)
        driver.set_progress_handler(step, 1)
        work(connection)
        driver.set_progress_handler(None, 1)
    return made


@pytest.mark.parametrize("count", [1, 16, GROUP])
def test_a_group_asks_no_more_of_a_log_that_is_ten_times_as_long(engine: Engine, count: int) -> None:
    log = Log(engine, "/hailar/test", now, lambda _connection, _done: None)
    streams = [stream_id(f"case/{number}") for number in range(count)]
    messages = [("intake", number) for number in range(count)]
    seen = []
    for first, last in ((0, SMALL), (SMALL, LARGE)):
        grown(log, first, last)
        seen.append(
            (
                steps(engine, lambda connection: locked_state(connection, streams)),
                steps(engine, lambda connection: already_heard(connection, messages)),
            )
        )
    log.stop()
    small, large = seen
    assert large[0] <= small[0] * 1.5, f"head and versions: {small[0]} steps, then {large[0]}"
    assert large[1] <= small[1] * 1.5, f"what was heard: {small[1]} steps, then {large[1]}"
