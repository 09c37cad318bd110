"""Whole units of work (entry + inbox row + read model) per second, beside raw group inserts and `eventsourcing`."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Column, Connection, Engine, MetaData, Table, Text, insert, text

from shared.edge.process import offload
from shared.eventlog import schema
from shared.eventlog.clock import now, uuid7
from shared.eventlog.engine import open_engine, sqlite, sqlite_writer
from shared.eventlog.entry import Draft, Entry
from shared.eventlog.fact import fact_of
from shared.eventlog.log import Log, directly
from shared.eventlog.readmodel import Rows
from shared.eventlog.unit import Append, Message, Unit
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id
from shared.testing.servers import postgres
from tests.bench.table import Figure

GROUP = 100
CALLERS = (1, 16, 64)
orders = Table("orders", MetaData(), Column("no", Text, primary_key=True), Column("state", Text))
BODY = json.dumps({"id": "0190b6f0-0000-7000-8000-000000000000", "data": {"text": "供暖" * 100}}).encode()


def measure(seconds: float) -> Iterator[Figure]:
    """Figures on SQLite, then on PostgreSQL."""
    with TemporaryDirectory(prefix="huying-bench-") as folder:
        path = Path(folder) / "log.db"
        yield from _on("SQLite", sqlite(path), sqlite_writer(path), offload, seconds)
    with postgres() as url:
        engine = open_engine(url)
        ours = yield from _on("PostgreSQL", engine, engine, directly, seconds)
        engine.dispose()
        for threads in (1, 64):
            peer = _peer(url, threads, seconds)
            ratio = ours / peer
            aim, met = (">= 4", ratio >= 4) if threads == 64 else ("", None)
            yield Figure(
                f"PostgreSQL: 64 callers, beside eventsourcing with {threads}",
                ours,
                f"eventsourcing {peer:.0f}/s",
                ratio,
                aim,
                met,
            )


def _on(
    name: str, engine: Engine, writer: Engine, run: Callable[..., object], seconds: float
) -> Generator[Figure, None, float]:
    schema.metadata.create_all(engine)
    orders.create(engine)
    log = Log(engine, "/bench/log", now, _apply, run, writer=writer)
    rates = {callers: _callers(log, callers, seconds) for callers in CALLERS}
    log.stop()
    raw = _raw(writer, run, seconds)
    for callers, rate in rates.items():
        aim, met = (">= 0.30", rate / raw >= 0.30) if callers == CALLERS[-1] else ("", None)
        yield Figure(
            f"{name}: units appended by {callers} callers",
            rate,
            f"raw groups of {GROUP}: {raw:.0f}/s",
            rate / raw,
            aim,
            met,
        )
    return rates[CALLERS[-1]]


def _apply(connection: Connection, done: Sequence[tuple[Unit, Sequence[Entry]]]) -> None:
    rows = Rows(connection)
    for _, written in done:
        for entry in written:
            fact = fact_of(entry.body)
            rows.put(orders, no=fact.subject, state=fact.type)
    rows.write()


def _callers(log: Log, callers: int, seconds: float) -> float:
    numbers, done = count(log.head().position + 1), [0] * callers
    until = time.perf_counter() + seconds

    def call(index: int) -> None:
        while time.perf_counter() < until:
            number = next(numbers)
            at = now()
            draft = Draft(uuid7(at), "order.opened", at, {"text": "供暖" * 100}, Actor("bench"))
            message = Message("peer", number, draft.id, "x", "x", BODY)
            address = Address(stream_id(str(number)), f"case/{number}")
            log.commit(Unit([Append(address, 0, [draft])], message))
            done[index] += 1

    return _timed([partial(call, index) for index in range(callers)], lambda: sum(done))


def _timed(works: Sequence[Callable[[], None]], total: Callable[[], int]) -> float:
    began = time.perf_counter()
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return total() / (time.perf_counter() - began)


def _raw(engine: Engine, run: Callable[..., object], seconds: float) -> float:
    """The same rows in the same tables with nothing around them: one lock, three inserts and one commit for a hundred."""
    began, position = time.perf_counter(), 10_000_000
    while time.perf_counter() - began < seconds:
        first = position
        position += GROUP
        run(partial(_raw_group, engine, first))
    return (position - 10_000_000) / (time.perf_counter() - began)


def _raw_group(engine: Engine, first: int) -> None:
    body, at = BODY + b" " * 600, now()
    numbers = range(first, first + GROUP)
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(4862)"))
        connection.execute(
            insert(schema.entries),
            [
                {
                    "position": n,
                    "stream": f"raw{n}",
                    "version": 1,
                    "type": "order.opened",
                    "subject": f"case/{n}",
                    "partition": 0,
                    "body": body,
                    "hash": sha256(body).digest(),
                    "recorded_at": at,
                }
                for n in numbers
            ],
        )
        connection.execute(
            insert(schema.inbox),
            [
                {
                    "source": "raw",
                    "position": n,
                    "id": "x",
                    "type": "x",
                    "subject": "x",
                    "body": BODY,
                    "hash": sha256(BODY).digest(),
                    "seen_at": n,
                }
                for n in numbers
            ],
        )
        connection.execute(insert(orders), [{"no": f"raw/{n}", "state": "order.opened"} for n in numbers])


def _peer(url: str, threads: int, seconds: float) -> float:
    """The peer in a process of its own, unpatched, with as many threads as we have callers."""
    command = [sys.executable, "-m", "tests.bench.peer", url, str(threads), str(seconds)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 120).stdout)
