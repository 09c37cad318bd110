"""A log's history is told in the order in which it was committed, on SQLite and PostgreSQL, whatever the pages."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, Engine

from shared.eventlog import schema
from shared.eventlog.clock import now, uuid7
from shared.eventlog.codec import decode
from shared.eventlog.engine import open_engine
from shared.eventlog.entry import Draft, Entry
from shared.eventlog.log import Log
from shared.eventlog.unit import Append, Hearing, Message, Unit
from shared.house.history import Cursor, History, Told
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id

BY = Actor("system:test")
Order = list[str]


class Diary:
    """Writes down what read models are told by the living log, as the house tells them."""

    def __init__(self) -> None:
        self.lines: Order = []

    def __call__(self, connection: Connection, done: Sequence[tuple[Unit, Sequence[Entry]]]) -> None:
        for unit, written in done:
            if unit.heard and unit.hearing is not Hearing.PARKED:
                self.lines.append(f"heard {unit.heard.position}")
            self.lines += [f"said {entry.position}" for entry in written]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    local = request.param == "sqlite"
    engine = open_engine(f"sqlite:///{tmp_path / 'log.db'}" if local else request.getfixturevalue("postgres_database"))
    schema.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def diary() -> Diary:
    return Diary()


@pytest.fixture
def log(engine: Engine, diary: Diary) -> Iterator[Log]:
    log = Log(engine, "/toy/test", now, diary)
    yield log
    log.stop()


def says(cause: str | None, type: str = "toy.said", **data: object) -> Append:
    id_ = uuid7(now())
    return Append(Address(stream_id(id_), "toy/1"), None, [Draft(id_, type, now(), data, BY, cause)])


def moved(how: str, message: Message) -> Append:
    return says(None, f"message.{how}", source=message.source, position=message.position, id=message.id)


def lived(random: Random, length: int) -> Iterator[Unit]:
    """Units of every kind: said alone, heard with or without consequence, parked, replayed, discarded."""
    parked: list[Message] = []
    for number in range(1, length + 1):
        message = Message("other", number, f"id-{number}", "toy.other", "toy/1", f'{{"number":{number}}}'.encode())
        consequence = [says(message.id) for _ in range(random.choice((0, 0, 0, 1, 1, 2)))]
        match random.choice(("said", "heard", "heard", "heard", "parked", "replayed", "discarded")):
            case "parked":
                parked.append(message)
                yield Unit([moved("parked", message)], message, Hearing.PARKED)
            case "replayed" if parked:
                again = parked.pop(0)
                consequence = [says(again.id) for _ in consequence]
                yield Unit([*consequence, moved("replayed", again)], again, Hearing.REPLAYED)
            case "discarded" if parked:
                yield Unit([moved("discarded", parked.pop(0))])
            case "heard":
                yield Unit(consequence, message)
            case _:
                yield Unit([says(None)])


def told(log: Log, page: int) -> Order:
    """The history read in pages of so many happenings, each in a transaction of its own."""
    cursor, lines, before = Cursor(), list[str](), -1
    while len(lines) > before:
        before = len(lines)
        with log.reading() as connection:
            history = History(connection, "test", cursor)
            for together in islice(history, page):
                lines += map(line, together)
            cursor = history.cursor
    return lines


def line(one: Told) -> str:
    said = decode(one.body)
    return f"said {int(said['sequence'])}" if one.ours else f"heard {said['number']}"


@pytest.mark.parametrize("seed", range(3))
def test_it_is_told_as_it_was_lived(log: Log, diary: Diary, seed: int) -> None:
    for unit in lived(Random(seed), 200):
        log.submit(unit)
    log.append(says(None))
    whole = told(log, 10_000)
    assert whole == diary.lines
    assert told(log, 7) == told(log, 1) == whole
