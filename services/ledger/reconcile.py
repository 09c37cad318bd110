"""Reconciling: the services' own logs beside the ledger's copies of them."""

from collections.abc import Mapping
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from sqlalchemy import Engine, select

from shared.eventlog.entry import FIRST
from shared.eventlog.fact import fact_of
from shared.eventlog.log import Log
from shared.eventlog.schema import inbox
from shared.house.house import House

PAGE = 500


def reconcile(ledger: House, logs: Mapping[str, Log]) -> list[dict[str, Any]]:
    """One row per log: how many entries the ledger has, how many it has yet to receive, and the faults."""
    rows: list[dict[str, Any]] = ledger.world.offload(lambda: [_one(ledger.engine, name, log) for name, log in logs.items()])
    return rows


def _one(engine: Engine, source: str, log: Log) -> dict[str, Any]:
    faults: list[dict[str, Any]] = []
    kept, behind, previous = 0, 0, FIRST
    for copy, own in zip_longest(_copies(engine, source), log.read()):
        if copy is None:
            behind += 1
            continue
        kept += 1
        position, body, digest = copy
        if position != kept:
            faults.append(_fault(kept, "copy_gap", "the ledger's copy lacks it"))
            kept = position
        if sha256(body).digest() != digest:
            faults.append(_fault(position, "copy_hash", "the ledger's stored hash is not that of its bytes"))
        elif fact_of(body).previous != previous:
            faults.append(_fault(position, "copy_chain", "the ledger's copy does not name the hash before it"))
        previous = sha256(body).hexdigest()
        if own is None:
            faults.append(_fault(position, "log_short", "the ledger has it, the service's log does not"))
        elif own.position == position and own.body != body:
            faults.append(_fault(position, "differs", "the service's log and the ledger's copy differ"))
    return {"log": source, "kept": kept, "not_yet_received": behind, "faults": faults}


def _copies(engine: Engine, source: str) -> Any:
    after = 0
    while True:
        statement = select(inbox.c.position, inbox.c.body, inbox.c.hash).where(inbox.c.source == source)
        with engine.connect() as connection:
            page = connection.execute(
                statement.where(inbox.c.position > after).order_by(inbox.c.position).limit(PAGE)
            ).all()
        if not page:
            return
        yield from ((row.position, bytes(row.body), bytes(row.hash)) for row in page)
        after = page[-1].position


def _fault(position: int, code: str, detail: str) -> dict[str, Any]:
    return {"position": position, "code": code, "detail": detail}
