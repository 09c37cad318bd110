"""The vault beside what the record says of it: attachments by their names, destroyed keys by the entries that say so.

Nothing is opened and no key is needed. Key ids and the names of attachments are random or hashes: no personal data.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, select

from services.ledger.checking.naming import Named, fault
from shared.eventlog.schema import entries
from shared.kernel.text import asker_key, case_key
from shared.vault.tables import askers, attachments, keys

APPROVED = "asker.shred_approved"


class _Said(msgspec.Struct):
    asker: str
    cases: list[str]


class _Entry(msgspec.Struct):
    data: _Said


class _Held(NamedTuple):
    """An attachment: whether its content is there, and is what its name says."""

    name: str
    key: str
    is_there: bool
    is_itself: bool


_entry = msgspec.json.Decoder(_Entry)


def check_vault(vault: Engine, intake: Engine) -> dict[str, Any]:
    """One row: how many keys and attachments there are, and the faults.

    The system may be at work, so what came first is read last: keys after what needs them, entries after keys.
    """
    with vault.connect() as connection:
        needed = {asker_key(asker) for asker in connection.scalars(select(askers.c.asker).distinct())}
        held = list(_held(connection))
        destroyed, kept = _keys(connection)
    needed |= {one.key for one in held}
    faults = [*_unsaid(destroyed, intake), *_lost(needed - destroyed - kept), *_attachments(held, destroyed)]
    return {"log": "vault", "keys": len(destroyed | kept), "attachments": len(held), "faults": faults}


def _held(connection: Connection) -> Iterator[_Held]:
    """Each attachment alone, for one may have 20 MiB."""
    names = connection.execute(select(attachments.c.name, attachments.c.key).order_by(attachments.c.name)).all()
    for name, key in names:
        content = connection.scalar(select(attachments.c.content).where(attachments.c.name == name))
        yield _Held(name, key, content is not None, content is None or sha256(content).hexdigest() == name)


def _keys(connection: Connection) -> tuple[set[str], set[str]]:
    """The ids of the destroyed keys, and of those that live."""
    destroyed, kept = set[str](), set[str]()
    for id_, is_whole in connection.execute(select(keys.c.id, keys.c.wrapped.is_not(None))):
        (kept if is_whole else destroyed).add(id_)
    return destroyed, kept


def _unsaid(destroyed: set[str], intake: Engine) -> Iterator[Named]:
    """Keys that are gone although no entry says that two people agreed: it is written before anything is destroyed."""
    said = set[str]()
    with intake.connect() as connection:
        bodies = connection.scalars(select(entries.c.body).where(entries.c.type == APPROVED)).all()
    for body in bodies:
        try:
            data = _entry.decode(bytes(body)).data
        except ValueError:
            continue  # the log's own verification names it
        said |= {asker_key(data.asker), *map(case_key, data.cases)}
    for id_ in sorted(destroyed - said):
        yield fault(0, "shredded_unsaid", f"the key {id_} was destroyed, and no entry says that two people agreed")


def _lost(gone: set[str]) -> Iterator[Named]:
    """Keys of an asker or an attachment of which not even a tombstone is left."""
    for id_ in sorted(gone):
        yield fault(0, "key_lost", f"the key {id_} is gone, and nothing says that it was destroyed")


def _attachments(held: Sequence[_Held], destroyed: set[str]) -> Iterator[Named]:
    for one in held:
        if not one.is_there and one.key not in destroyed:
            yield fault(0, "attachment_lost", f"the content of the attachment {one.name} is gone, its key is not")
        if not one.is_itself:
            yield fault(0, "attachment", f"the bytes of the attachment {one.name} are not those it is named by")
