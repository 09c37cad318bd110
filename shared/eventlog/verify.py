"""Verifying a log: gaplessness, chain, stored hashes, and that the columns say what the bodies say."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, cast, select, type_coerce
from sqlalchemy.types import NullType

from shared.eventlog.codec import decode
from shared.eventlog.entry import FIRST, Entry, partition_of
from shared.eventlog.log import Log
from shared.eventlog.schema import entries as table
from shared.kernel.times import stamp


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a position; `code` is stable."""

    position: int
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries were looked at, and every fault found."""

    source: str
    entries: int
    head: str
    faults: tuple[Fault, ...]


def verify(log: Log) -> Verdict:
    """Look at every entry of a log."""
    return verify_entries(log.source, as_found(log))


def verify_entries(source: str, entries: Iterable[Entry]) -> Verdict:
    """Look at these entries, which must be a log's from its first."""
    expected, previous, faults = 1, FIRST, []
    for entry in entries:
        if entry.position != expected:
            faults.append(Fault(expected, "gap", f"positions {expected} to {entry.position - 1} are missing"))
        faults += faults_of(source, entry, previous)
        expected, previous = entry.position + 1, hashlib.sha256(entry.body).hexdigest()
    return Verdict(source, expected - 1, previous, tuple(faults))


def faults_of(source: str, entry: Entry, previous: str) -> list[Fault]:
    """The faults of one entry, given the hash (hex) of the bytes before it."""
    found = []
    if hashlib.sha256(entry.body).digest() != bytes(entry.hash):
        found.append(Fault(entry.position, "hash", "the stored hash is not that of the body: one of them was changed"))
    try:
        said = decode(entry.body)
    except (ValueError, RecursionError):
        return [*found, Fault(entry.position, "body", "the body is not JSON any more")]
    if not isinstance(said, dict):
        return [*found, Fault(entry.position, "body", "the body is no entry any more")]
    if said.get("prevhash") != previous:
        found.append(Fault(entry.position, "chain", "it does not name the hash of the entry before it"))
    for name, value in _columns(source, entry).items():
        if said.get(name) != value:
            found.append(Fault(entry.position, "column", f"the column for {name} does not say what the body says"))
    if entry.partition != partition_of(entry.subject):
        found.append(Fault(entry.position, "column", "the column for partition is not the subject's"))
    return found


def _columns(source: str, entry: Entry) -> dict[str, Any]:
    return {
        "sequence": f"{entry.position:020}",
        "source": source,
        "type": entry.type,
        "subject": entry.subject,
        "streamid": entry.stream,
        "streamversion": entry.version,
        "recordedtime": stamp(entry.recorded_at),
    }


BINARY = ("body", "hash")
BARE: list[ColumnElement[Any]] = [
    cast(column, LargeBinary) if column.name in BINARY else type_coerce(column, NullType()) for column in table.c
]
AS_FOUND = select(*BARE).order_by(table.c.position).limit(500)
NEVER = datetime.min.replace(tzinfo=UTC)


def as_found(log: Log) -> Iterator[Entry]:
    """Every entry in order, whatever was put into its columns: SQLite keeps values of any type."""
    after = 0
    while True:
        with log.reading() as connection:
            rows = connection.execute(AS_FOUND.where(table.c.position > after)).all()
        if not rows:
            return
        for position, stream, version, type_, subject, partition, body, digest, recorded_at in rows:
            texts = str(stream), version, str(type_), str(subject), partition
            yield Entry(position, *texts, bytes(body), bytes(digest), _time(recorded_at))
        after = rows[-1][0]


def _time(value: Any) -> datetime:
    """The time as found; NEVER where it is none."""
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return NEVER
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
