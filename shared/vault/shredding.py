"""Destroying keys, and with them what was closed under them: the database part."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection, delete, select, update

from shared.vault.grants import KINDS
from shared.vault.tables import askers, attachments, insert_new, keys, tags

STREAM = "stream"


def destroy(connection: Connection, key_ids: Collection[str], now: str) -> None:
    """Take the key material, tags and attachment contents away; leave a tombstone, also where no key ever was."""
    ids = sorted(key_ids)
    insert_new(connection, keys, [{"id": key_id, "version": 1, "created_at": now} for key_id in ids])
    live = keys.c.id.in_(ids) & keys.c.shredded_at.is_(None)
    connection.execute(update(keys).where(live).values(wrapped=None, master=None, shredded_at=now))
    connection.execute(update(attachments).where(attachments.c.key.in_(ids)).values(content=None))
    refs = [name for key_id in ids for name in (key_id, key_id.partition("/")[2])]
    connection.execute(delete(tags).where(tags.c.ref.in_(refs)))
    connection.execute(delete(askers).where(askers.c.asker.in_(refs), askers.c.kind != STREAM))


def destroyed(connection: Connection, key_ids: Collection[str], now: str, kept: Callable[[Connection], bool]) -> bool:
    """Destroy them unless they are to be kept, which is asked in the same transaction; whether it was done."""
    if kept(connection):
        return False
    destroy(connection, key_ids, now)
    return True


def any_destroyed(connection: Connection, refs: Sequence[str]) -> bool:
    """Whether one of these key ids, or the key of one of these bare names, was destroyed."""
    ids = [*refs, *(f"{kind}/{ref}" for kind in KINDS for ref in refs)]
    gone = select(keys.c.id).where(keys.c.id.in_(ids), keys.c.shredded_at.is_not(None)).limit(1)
    return connection.execute(gone).first() is not None
