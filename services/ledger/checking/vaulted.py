"""The vault beside what the record says of it: files by the entries that name them, destroyed keys by those that say so.

Nothing is opened and no key is needed. Key ids and the names of attachments are random or hashes: no personal data.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, select

from services.ledger.checking import files
from services.ledger.checking.naming import Named, fault
from shared.eventlog.schema import entries
from shared.kernel.text import asker_key, case_key
from shared.vault.tables import askers, attachments, keys

APPROVED = "asker.shred_approved"
DISCIPLINE = "discipline/"
"""Keys of what nobody outside that room may know of: its matters are not named."""
RECOVER = "keep a copy of the vault as it is, and take the row from the last backup that has it"


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


def check_vault(vault: Engine, intake: Engine, named: Iterable[files.Named] = ()) -> dict[str, Any]:
    """One row: how many keys and attachments there are, and the faults. `named` are the files that entries name.

    The system may be at work, so what came first is read last: keys after what needs them, entries after keys.
    """
    with vault.connect() as connection:
        needed = {asker_key(asker) for asker in connection.scalars(select(askers.c.asker).distinct())}
        held = {one.name: one for one in _held(connection)}
        destroyed, kept = _keys(connection)
    needed |= {one.key for one in held.values()}
    faults = [*_unsaid(destroyed, intake), *_lost(needed - destroyed - kept)]
    faults += [*_attachments(held.values(), destroyed), *_missing(named, held, destroyed)]
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


def _attachments(held: Iterable[_Held], destroyed: set[str]) -> Iterator[Named]:
    for one in held:
        if not one.is_there and one.key not in destroyed:
            yield fault(0, "attachment_lost", f"the content of the attachment {one.name} is gone, its key is not")
        if not one.is_itself:
            yield fault(0, "attachment", f"the bytes of the attachment {one.name} are not those it is named by")


def _missing(named: Iterable[files.Named], held: Mapping[str, _Held], destroyed: set[str]) -> Iterator[Named]:
    """Files of entries that have no row, or one under another key; unless the key that the entry names is destroyed."""
    for one in named:
        if one.key in destroyed:
            continue
        row = held.get(one.name)
        if row is None:
            yield fault(one.position, "attachment_missing", f"{_place(one)} is not in the vault; {RECOVER}")
        elif one.key and row.key != one.key:
            yield fault(one.position, "attachment_key", f"{_place(one)} is kept under another key; {RECOVER}")


def _place(one: files.Named) -> str:
    matter = "a matter of the discipline room" if one.key.startswith(DISCIPLINE) else f"case {one.case}"
    return f"{matter}, {one.service}: the attachment {one.name} that this entry names"
