"""Making entries look as if they had been said so: chained, hashed, in every column."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, insert, select

from shared.eventlog.entry import FIRST, partition_of
from shared.eventlog.fact import fact_of
from shared.eventlog.schema import entries, inbox
from shared.proof.bundle.documents import canonical_json
from tests.attacks.owner import owning
from tests.attacks.place import Place

Change = Callable[[dict[str, Any]], None]


def changed(body: bytes, change: Change) -> bytes:
    """The entry after a change, spelt as an entry is."""
    said = json.loads(body)
    change(said)
    return canonical_json(said)


def rechained(bodies: Sequence[bytes]) -> list[bytes]:
    """A log of these entries in this order: positions and chain made anew from the first to the last."""
    found: list[bytes] = []
    previous = FIRST
    for position, body in enumerate(bodies, 1):
        said = json.loads(body) | {"sequence": f"{position:020}", "prevhash": previous}
        found.append(canonical_json(said))
        previous = sha256(found[-1]).hexdigest()
    return found


def bodies_of(place: Place, service: str) -> list[bytes]:
    """What a service's log says, in its order."""
    engine = place.engine(service)
    with engine.connect() as connection:
        found = connection.scalars(select(entries.c.body).order_by(entries.c.position))
        bodies = [bytes(body) for body in found]
    engine.dispose()
    return bodies


def put_log(place: Place, service: str, bodies: Sequence[bytes]) -> None:
    """This log in place of the service's."""
    with owning(place, service) as connection:
        connection.execute(delete(entries))
        connection.execute(insert(entries), [_entry(position, body) for position, body in enumerate(bodies, 1)])


def put_copies(place: Place, service: str, bodies: Sequence[bytes]) -> None:
    """These copies in place of the ledger's."""
    with owning(place, "ledger") as connection:
        connection.execute(delete(inbox).where(inbox.c.source == service))
        connection.execute(insert(inbox), [_copy(service, position, body) for position, body in enumerate(bodies, 1)])


def put_both(place: Place, service: str, bodies: Sequence[bytes]) -> None:
    """This log in place of the service's and of the ledger's copy of it."""
    put_log(place, service, bodies)
    put_copies(place, service, bodies)


def _entry(position: int, body: bytes) -> dict[str, Any]:
    said, fact = json.loads(body), fact_of(body)
    return {
        "position": position,
        "stream": said["streamid"],
        "version": said["streamversion"],
        "type": fact.type,
        "subject": fact.subject,
        "partition": partition_of(fact.subject),
        "body": body,
        "hash": sha256(body).digest(),
        "recorded_at": fact.recorded_at,
    }


def _copy(service: str, position: int, body: bytes) -> dict[str, Any]:
    fact = fact_of(body)
    names = {"id": fact.id, "type": fact.type, "subject": fact.subject, "seen_at": position}
    return {"source": service, "position": position, "body": body, "hash": sha256(body).digest(), **names}
