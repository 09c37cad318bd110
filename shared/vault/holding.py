"""Holds: keys that must not be destroyed for now. A hold is a blind tag; nothing tells whose key it is, or why.

Only the discipline room places them. They stand beside the blind index, in the same table.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, select

from shared.vault.blind import keyed
from shared.vault.tables import insert_new, tags

KIND = "hold"


def tag(secret: bytes, key_id: str) -> str:
    """What stands for a key that is held."""
    return keyed(secret, KIND, key_id)


def place(connection: Connection, secret: bytes, held: Mapping[str, Collection[str]]) -> None:
    """Exactly these: ref → key ids. What was held before and is not named is free again."""
    connection.execute(delete(tags).where(tags.c.kind == KIND))
    rows = [
        {"kind": KIND, "tag": tag(secret, key_id), "ref": keyed(secret, ref)}
        for ref, key_ids in held.items()
        for key_id in sorted(set(key_ids))
    ]
    insert_new(connection, tags, rows)


def any_held(connection: Connection, secret: bytes, key_ids: Collection[str]) -> bool:
    """Whether one of these is held."""
    wanted = [tag(secret, key_id) for key_id in key_ids]
    found = select(tags.c.ref).where(tags.c.kind == KIND, tags.c.tag.in_(wanted)).limit(1)
    return connection.execute(found).first() is not None
