"""Logs are gapless, their chains good, their streams dense; the ledger's copy is the same, and it raised no alarm."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise

from shared.eventlog.codec import previous_of
from shared.eventlog.entry import FIRST
from shared.testing.simulation.log import MemoryLog
from tests.simulation.invariants.record import Record


def logs_are_whole_and_copied(record: Record) -> Iterator[str]:
    """Every log from its first entry to its last."""
    ledger = record.town.nodes["ledger"].log
    for name, node in record.town.nodes.items():
        yield from _positions(name, node.log)
        yield from _chain(name, node.log)
        yield from _streams(name, node.log)
        yield from _copied(name, node.log, ledger)
    for alarm in record.about("ledger", "ledger.alarm_raised"):
        yield f"the ledger raised an alarm: {alarm.data}"


def _positions(name: str, log: MemoryLog) -> Iterator[str]:
    if [entry.position for entry in log.entries] != list(range(1, len(log.entries) + 1)):
        yield f"{name}: positions are not gapless"
    if any(one.recorded_at > other.recorded_at for one, other in pairwise(log.entries)):
        yield f"{name}: recorded times go back"


def _chain(name: str, log: MemoryLog) -> Iterator[str]:
    previous = FIRST
    for entry in log.entries:
        if previous_of(entry.body) != previous:
            yield f"{name} {entry.position} does not name the hash before it"
        previous = sha256(entry.body).hexdigest()
        if entry.hash.hex() != previous:
            yield f"{name} {entry.position} is stored under another hash"


def _streams(name: str, log: MemoryLog) -> Iterator[str]:
    for stream, entries in log.streams.items():
        if [entry.version for entry in entries] != list(range(1, len(entries) + 1)):
            yield f"{name}: versions of stream {stream} are not dense"


def _copied(name: str, log: MemoryLog, ledger: MemoryLog) -> Iterator[str]:
    """The bytes the ledger keeps are those of the log: none less, none more, none different."""
    copies = {position: kept.message.body for (source, position), kept in ledger.inbox.items() if source == name}
    owned = {entry.position: entry.body for entry in log.entries}
    if copies != owned:
        differ = sorted(at for at in copies.keys() | owned.keys() if copies.get(at) != owned.get(at))
        yield f"{name}: the ledger's copy differs at {differ}"
