"""Reconciling: the services' own logs beside the ledger's copies of them."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import select

from shared.eventlog.entry import FIRST, Entry
from shared.eventlog.fact import fact_of
from shared.eventlog.log import Log
from shared.eventlog.schema import inbox
from shared.eventlog.verify import as_found
from shared.house.house import House

PAGE = 500
Fault = dict[str, Any]


class Copy(NamedTuple):
    """One entry as the ledger keeps it."""

    position: int
    body: bytes
    hash: bytes


def reconcile(ledger: House, logs: Mapping[str, Log]) -> list[dict[str, Any]]:
    """One row per log: how many entries the ledger has, how many it has yet to receive, and the faults."""
    rows: list[dict[str, Any]] = ledger.world.offload(
        lambda: [_one(ledger.log, name, log) for name, log in logs.items()]
    )
    return rows


def _one(ledger: Log, source: str, log: Log) -> dict[str, Any]:
    faults: list[Fault] = []
    owns = as_found(log)
    own = next(owns, None)
    kept, expected, previous = 0, 1, FIRST
    for copy in _copies(ledger, source):
        while own is not None and own.position < copy.position:
            own = next(owns, None)
        faults += _gap(expected, copy.position) + _of_copy(copy, previous) + _beside(copy, own)
        kept, expected, previous = kept + 1, copy.position + 1, sha256(copy.body).hexdigest()
    behind = sum(1 for entry in _rest(own, owns) if entry.position >= expected)
    return {"log": source, "kept": kept, "not_yet_received": behind, "faults": faults}


def _copies(ledger: Log, source: str) -> Iterator[Copy]:
    after = 0
    while True:
        statement = select(inbox.c.position, inbox.c.body, inbox.c.hash).where(inbox.c.source == source)
        with ledger.reading() as connection:
            page = connection.execute(
                statement.where(inbox.c.position > after).order_by(inbox.c.position).limit(PAGE)
            ).all()
        if not page:
            return
        yield from (Copy(row.position, bytes(row.body), bytes(row.hash)) for row in page)
        after = page[-1].position


def _rest(own: Entry | None, owns: Iterator[Entry]) -> Iterator[Entry]:
    if own is not None:
        yield own
        yield from owns


def _gap(expected: int, found: int) -> list[Fault]:
    if found == expected:
        return []
    return [_fault(expected, "copy_gap", f"the ledger's copy lacks positions {expected} to {found - 1}")]


def _of_copy(copy: Copy, previous: str) -> list[Fault]:
    """Whether the copy is still what was heard."""
    if sha256(copy.body).digest() != copy.hash:
        return [_fault(copy.position, "copy_hash", "the ledger's stored hash is not that of its bytes")]
    try:
        named = fact_of(copy.body).previous
    except (ValueError, KeyError, TypeError):
        return [_fault(copy.position, "copy_body", "the ledger's copy is no entry any more")]
    if named != previous:
        return [_fault(copy.position, "copy_chain", "the ledger's copy does not name the hash before it")]
    return []


def _beside(copy: Copy, own: Entry | None) -> list[Fault]:
    """Whether the service's log says the same."""
    if own is None or own.position != copy.position:
        return [_fault(copy.position, "log_short", "the ledger has it, the service's log does not")]
    if own.body != copy.body:
        return [_fault(copy.position, "differs", "the service's log and the ledger's copy differ")]
    return []


def _fault(position: int, code: str, detail: str) -> Fault:
    return {"position": position, "code": code, "detail": detail}
