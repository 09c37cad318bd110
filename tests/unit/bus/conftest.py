"""A log with a parking lot on a file of its own."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection

from shared.bus.parking import PARKED, ParkingLot, held, parked
from shared.eventlog import schema
from shared.eventlog.clock import now
from shared.eventlog.engine import sqlite
from shared.eventlog.entry import Entry
from shared.eventlog.fact import fact_of
from shared.eventlog.log import Log
from shared.eventlog.readmodel import Rows
from shared.eventlog.unit import Unit
from tests.unit.bus.desk import Desk


def apply(connection: Connection, done: Sequence[tuple[Unit, Sequence[Entry]]]) -> None:
    rows = Rows(connection)
    for _, written in done:
        for entry in written:
            PARKED.apply(True, fact_of(entry.body), rows)
    rows.write()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    engine = sqlite(tmp_path / "routing.db")
    schema.metadata.create_all(engine)
    parked.create(engine)
    log = Log(engine, "/hailar/routing", now, apply, held=held)
    yield log
    log.stop()
    engine.dispose()


@pytest.fixture
def lot(log: Log) -> ParkingLot:
    return ParkingLot("routing", log, now)


@pytest.fixture
def desk(log: Log) -> Desk:
    return Desk(log)
