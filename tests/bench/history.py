"""The history of one case among a million kept entries, beside the limit of 20 ms; and how it stood at a time."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine

from services.ledger.domain.standing import standing_of
from services.ledger.readmodels.cases.story import story
from services.ledger.readmodels.cases.tables import case_entries
from services.ledger.readmodels.rule_versions import rule_versions, versions
from shared.eventlog import schema
from shared.eventlog.engine import open_engine, sqlite
from shared.testing.servers import postgres
from tests.bench.kept import BEGAN, EVERY, STEPS, TOGETHER, case_no, fill
from tests.bench.table import Figure

COUNT = int(os.environ.get("HISTORY", "1000000"))
LIMIT = 0.020
LEAST = 300
Question = Callable[[Connection, str], object]


def measure(seconds: float) -> Iterator[Figure]:
    """On SQLite, then on PostgreSQL. `HISTORY` is how many entries there are."""
    with TemporaryDirectory(prefix="huying-bench-") as folder:
        yield from _on("SQLite", sqlite(Path(folder) / "ledger.db"), seconds)
    with postgres() as url:
        yield from _on("PostgreSQL", open_engine(url), seconds)


def _on(name: str, engine: Engine, seconds: float) -> Iterator[Figure]:
    schema.metadata.create_all(engine)
    for table in (case_entries, rule_versions):
        table.create(engine)
    fill(engine, COUNT)
    middle = BEGAN + COUNT * EVERY / 2
    yield _figure(f"{name}: history of one case of {COUNT:,} entries", _timed(engine, history, seconds))
    stood = partial(standing, middle=middle)
    yield _figure(f"{name}: how one stood at a time, of {COUNT:,} entries", _timed(engine, stood, seconds))
    engine.dispose()


def history(connection: Connection, no: str) -> None:
    """The question itself."""
    assert len(story(connection, no)) == len(STEPS)


def standing(connection: Connection, no: str, middle: datetime) -> None:
    """State, responsible unit, duties and rules as of a time by which half of all was recorded."""
    standing_of(story(connection, no, middle))
    versions(connection)


def _timed(engine: Engine, question: Question, seconds: float) -> list[float]:
    """How long each asking took, in seconds and in order, for cases drawn anew; the first few are not counted."""
    random, took = Random(5), list[float]()
    whole = COUNT // (TOGETHER * len(STEPS)) * TOGETHER
    until = time.perf_counter() + seconds
    with engine.connect() as connection:
        while time.perf_counter() < until or len(took) < LEAST:
            no, began = case_no(random.randrange(whole)), time.perf_counter()
            question(connection, no)
            took.append(time.perf_counter() - began)
            connection.rollback()
    return sorted(took[len(took) // 10 :])


def _figure(what: str, took: list[float]) -> Figure:
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    said = f"p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms"
    ratio = LIMIT / p99
    return Figure(what, len(took) / sum(took), said, ratio, "p99 <= 20 ms: >= 1", ratio >= 1)
