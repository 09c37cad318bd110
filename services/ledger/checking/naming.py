"""Naming the faults of rows that are not in order: slowly, entry by entry, whatever was put into the columns."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from shared.eventlog.entry import Entry
from shared.eventlog.fact import fact_of
from shared.eventlog.verify import NEVER, Fault, faults_of

Named = dict[str, Any]


def fault(position: int, code: str, detail: str) -> Named:
    """A fault as it is told."""
    return {"position": position, "code": code, "detail": detail}


def of_entries(source: str, rows: Sequence[Any], expected: int, previous: str) -> Iterator[Named]:
    """Gaps, chain, hashes, bodies and columns of a log's rows."""
    for row in rows:
        entry = _entry(row)
        if entry.position != expected:
            yield asdict(Fault(expected, "gap", f"positions {expected} to {entry.position - 1} are missing"))
        yield from map(asdict, faults_of(source, entry, previous))
        expected, previous = entry.position + 1, sha256(entry.body).hexdigest()


def of_copies(rows: Sequence[Any], own: Sequence[Any], expected: int, previous: str) -> Iterator[Named]:
    """Whether the ledger's copies are still what was heard, and what the service's log says beside them."""
    bodies = {row[0]: bytes(row[1]) for row in own}
    for position, body, digest, type_, subject in rows:
        if position != expected:
            yield fault(expected, "copy_gap", f"the ledger's copy lacks positions {expected} to {position - 1}")
        yield from _of_copy(position, bytes(body), bytes(digest), (type_, subject), previous)
        if position not in bodies:
            yield fault(position, "log_short", "the ledger has it, the service's log does not")
        elif bodies[position] != bytes(body):
            yield fault(position, "differs", "the service's log and the ledger's copy differ")
        expected, previous = position + 1, sha256(body).hexdigest()


def _of_copy(position: int, body: bytes, digest: bytes, columns: tuple[str, str], previous: str) -> Iterator[Named]:
    if sha256(body).digest() != digest:
        yield fault(position, "copy_hash", "the ledger's stored hash is not that of its bytes")
    try:
        fact = fact_of(body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield fault(position, "copy_body", "the ledger's copy is no entry any more")
        return
    if fact.previous != previous:
        yield fault(position, "copy_chain", "the ledger's copy does not name the hash before it")
    if (fact.type, fact.subject) != columns:
        yield fault(position, "copy_column", "the columns of the ledger's copy do not say what its bytes say")


def _entry(row: Any) -> Entry:
    position, body, digest, stream, version, type_, subject, partition, recorded_at = row
    texts = str(stream), version, str(type_), str(subject), partition
    return Entry(position, *texts, bytes(body), bytes(digest), _time(recorded_at))


def _time(value: Any) -> datetime:
    """The time as found; NEVER where it is none."""
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return NEVER
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
