"""Verifying a log: gaplessness, chain, stored hashes, and that the columns say what the bodies say."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shared.eventlog.codec import decode
from shared.eventlog.entry import FIRST, Entry
from shared.eventlog.log import Log
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
    return verify_entries(log.source, log.read())


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
    except ValueError:
        return [*found, Fault(entry.position, "body", "the body is not JSON any more")]
    if not isinstance(said, dict):
        return [*found, Fault(entry.position, "body", "the body is no entry any more")]
    if said.get("prevhash") != previous:
        found.append(Fault(entry.position, "chain", "it does not name the hash of the entry before it"))
    for name, value in _columns(source, entry).items():
        if said.get(name) != value:
            found.append(Fault(entry.position, "column", f"the column for {name} does not say what the body says"))
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
