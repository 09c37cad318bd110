"""The blind index: which refs have a value, known by its tag alone."""

from sqlalchemy import Connection, select

from shared.vault.shredding import any_destroyed
from shared.vault.tables import insert_new, tags


def remember(connection: Connection, kind: str, tag: str, ref: str) -> bool:
    """Note the ref under the tag; False, and nothing noted, if the ref's key was destroyed."""
    if any_destroyed(connection, [ref]):
        return False
    insert_new(connection, tags, [{"kind": kind, "tag": tag, "ref": ref}])
    return True


def refs(connection: Connection, kind: str, tag: str) -> list[str]:
    """The refs noted under the tag, in order."""
    named = select(tags.c.ref).where(tags.c.kind == kind, tags.c.tag == tag)
    return list(connection.scalars(named.order_by(tags.c.ref)))
