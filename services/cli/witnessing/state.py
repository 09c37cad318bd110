"""The witness's memory: one SQLite file. What is committed here survives a kill at any moment."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from services.cli.witnessing.judging import checkpoint_of
from shared.proof.checkpoint import Checkpoint

COSIGNED = "cosigned"
SEEN = "seen"

# Sizes are text: they go up to 2^64-1, SQLite's numbers only to 2^63-1. Times are seconds since 1970.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS checkpoints (
    origin TEXT NOT NULL, way TEXT NOT NULL, size TEXT NOT NULL, note BLOB NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (origin, way));
CREATE TABLE IF NOT EXISTS looks (
    url TEXT PRIMARY KEY, at INTEGER NOT NULL, good_at INTEGER, why TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS alarms (
    id INTEGER PRIMARY KEY, origin TEXT NOT NULL, code TEXT NOT NULL, what TEXT NOT NULL, raised_at INTEGER NOT NULL,
    sentence TEXT NOT NULL, next_step TEXT NOT NULL, evidence TEXT NOT NULL, over_at INTEGER);
CREATE TABLE IF NOT EXISTS running (
    id INTEGER PRIMARY KEY CHECK (id = 1), key TEXT NOT NULL, started_at INTEGER NOT NULL, alive_at INTEGER NOT NULL,
    every REAL NOT NULL, logs TEXT NOT NULL);
"""
WAIT = 10.0


class Kept(NamedTuple):
    """A checkpoint as it was signed, and when it was first kept."""

    checkpoint: Checkpoint
    note: bytes
    at: int


class Look(NamedTuple):
    """The last look at a public address; `why` is empty if it was good."""

    url: str
    at: int
    good_at: int | None
    why: str


class Alarm(NamedTuple):
    """`what` tells one from another of the same code; `evidence` is a folder, or empty; `over_at` None while it stands."""

    origin: str
    code: str
    what: str
    raised_at: int
    sentence: str
    next_step: str
    evidence: str
    over_at: int | None = None


class Running(NamedTuple):
    """The witness that runs on this file, or ran last. `every` is the pause between looks, in seconds."""

    key: str
    started_at: int
    alive_at: int
    every: float
    logs: tuple[str, ...]


class State:
    """Everything is done in a transaction of its own, which holds the file against every other writer."""

    def __init__(self, path: Path) -> None:
        """FileNotFoundError if the folder is not there; ValueError if the file is no witness's state."""
        if not path.parent.is_dir():
            raise FileNotFoundError(f"the folder {path.parent} is not there; make it, readable by the witness alone")
        self.path = path
        try:
            with self.transaction() as connection:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
        except sqlite3.DatabaseError as broken:
            raise ValueError(f"{path} is no state of a witness ({broken})") from None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction; committed durably when the block ends well, else as if it had never begun."""
        connection = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()  # rolls back what was not committed

    def kept(self, origin: str, way: str) -> Kept | None:
        """The largest checkpoint of this log that was cosigned, or seen in public."""
        with self.transaction() as connection:
            return kept(connection, origin, way)

    def keep(self, origin: str, way: str, note: bytes, at: int) -> None:
        """This is the largest now."""
        with self.transaction() as connection:
            keep(connection, origin, way, note, at)

    def looked(self, url: str, at: int, why: str) -> None:
        """A look at this address ended so."""
        with self.transaction() as connection:
            connection.execute(
                "INSERT INTO looks VALUES (?, ?, ?, ?) ON CONFLICT (url) DO UPDATE"
                " SET at = excluded.at, good_at = coalesce(excluded.good_at, good_at), why = excluded.why",
                (url, at, None if why else at, why),
            )

    def looks(self) -> list[Look]:
        """The last look at each address."""
        with self.transaction() as connection:
            return [Look(*row) for row in connection.execute("SELECT url, at, good_at, why FROM looks ORDER BY url")]

    def looking(self) -> list[Look]:
        """The same of the addresses that the witness looks at since it was started last."""
        running = self.running()
        return [look for look in self.looks() if running is None or look.at >= running.started_at]

    def add_alarm(self, alarm: Alarm) -> None:
        """One more that stands."""
        with self.transaction() as connection:
            connection.execute(
                "INSERT INTO alarms (origin, code, what, raised_at, sentence, next_step, evidence)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                alarm[:7],
            )

    def end_alarms(self, origin: str, code: str, at: int, but: Collection[str] = ()) -> bool:
        """These alarms are over, but for those of which `what` is one of these; whether there were any."""
        query = "SELECT id, what FROM alarms WHERE origin = ? AND code = ? AND over_at IS NULL"
        with self.transaction() as connection:
            standing = connection.execute(query, (origin, code)).fetchall()
            over = [(at, one) for one, what in standing if what not in but]
            connection.executemany("UPDATE alarms SET over_at = ? WHERE id = ?", over)
            return bool(over)

    def alarms(self, *, standing: bool = True) -> list[Alarm]:
        """The alarms that stand, or all there ever were; oldest first."""
        query = (
            "SELECT origin, code, what, raised_at, sentence, next_step, evidence, over_at FROM alarms"
            " WHERE over_at IS NULL OR NOT ? ORDER BY id"
        )
        with self.transaction() as connection:
            return [Alarm(*row) for row in connection.execute(query, (standing,))]

    def stands(self, origin: str, code: str, what: str | None = None) -> bool:
        """Whether such an alarm stands; `what` None for any."""
        return any(
            (alarm.origin, alarm.code) == (origin, code) and what in (None, alarm.what) for alarm in self.alarms()
        )

    def run(self, running: Running) -> None:
        """This witness runs on the file now."""
        with self.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO running VALUES (1, ?, ?, ?, ?, ?)", (*running[:4], "\n".join(running.logs))
            )

    def alive(self, at: int) -> None:
        """It still does."""
        with self.transaction() as connection:
            connection.execute("UPDATE running SET alive_at = ?", (at,))

    def running(self) -> Running | None:
        """What runs, or ran; None if nothing ever did."""
        with self.transaction() as connection:
            row = connection.execute("SELECT key, started_at, alive_at, every, logs FROM running").fetchone()
        if row is None:
            return None
        key, started_at, alive_at, every, logs = row
        return Running(key, started_at, alive_at, every, tuple(logs.split("\n")))


def kept(connection: sqlite3.Connection, origin: str, way: str) -> Kept | None:
    """Inside a transaction: the largest checkpoint of this log that was cosigned, or seen in public."""
    query = "SELECT note, at FROM checkpoints WHERE origin = ? AND way = ?"
    row = connection.execute(query, (origin, way)).fetchone()
    return Kept(checkpoint_of(row[0]), row[0], row[1]) if row else None


def keep(connection: sqlite3.Connection, origin: str, way: str, note: bytes, at: int) -> None:
    """Inside a transaction: this is the largest now."""
    values = (origin, way, str(checkpoint_of(note).size), note, at)
    connection.execute("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?)", values)
