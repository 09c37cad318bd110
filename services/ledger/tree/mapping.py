"""The map's nodes in the database, and what the map says of many subjects at once."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from services.ledger.tree.tables import map_nodes
from shared.proof import mapnodes
from shared.proof.casemap import EMPTY

AT_ONCE = 5_000
"""Prefixes asked for with one statement; SQLite takes 32,766 values."""
DEPTH = 6
"""Levels that are asked for at once."""


INNER, LEAF = b"\x01", b"\x00"
"""How a node begins."""
WIDTH = 65
"""Bytes of an inner node."""
KEYED = 33
"""Bytes of a leaf before its value."""


class Changed(ValueError):
    """A stored node is none, or not the one that the node above it names: somebody else wrote into the map."""


class StoredNodes:
    """The nodes as stored, and what was made of them since; `made` is what is to be written.

    `anew`: what is stored is left out of account, as if there were no map.
    """

    def __init__(self, connection: Connection, *, anew: bool = False) -> None:
        self._connection, self.anew = connection, anew
        self._known: dict[str, bytes | None] = {}
        self.made: dict[str, bytes] = {}

    def get(self, prefixes: Iterable[str]) -> Mapping[str, bytes]:
        """The nodes under these prefixes; what is not there is left out."""
        asked = list(prefixes)
        known = self._known
        unknown = iter([prefix for prefix in asked if prefix not in known])
        while some := list(islice(unknown, AT_ONCE)):
            known.update(dict.fromkeys(some))
            if self.anew:
                continue
            rows = self._connection.execute(
                select(map_nodes.c.prefix, map_nodes.c.body).where(map_nodes.c.prefix.in_(some))
            )
            known.update((prefix, _bytes(body)) for prefix, body in rows)
        return {prefix: body for prefix in asked if (body := known[prefix]) is not None}

    def put(self, nodes: Mapping[str, bytes]) -> None:
        """Keep these nodes, in place of what was there; not yet in the database."""
        self._known.update(nodes)
        self.made.update(nodes)

    def root(self) -> bytes:
        """The map's root (32 bytes). Changed."""
        return _hash("", self.get([""]).get(""))

    def values(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Key → value of those that the map holds. Changed, unless every node on the ways is what the root says.

        `update` walks these same ways: what it grows the map from was checked here.
        """
        found: dict[bytes, bytes] = {}
        ways = {mapnodes.bits_of(key): key for key in keys}
        depth = 0
        while ways:
            kept = self.get(asked := {way[:level] for way in ways for level in range(depth, depth + DEPTH)})
            if not self.anew:
                self._check(asked)
            ways = {way: key for way, key in ways.items() if not _ends(kept, way, key, depth, found)}
            depth += DEPTH
        return found

    def _check(self, prefixes: Iterable[str]) -> None:
        """Changed where a node is not what the one above it says, or lacks although that one has it."""
        known = self._known
        for prefix in prefixes:
            above = known[prefix[:-1]] if prefix else None
            if above is None or not above.startswith(INNER):  # one that is none at all is met by itself
                continue
            side = above[33:] if prefix[-1] == "1" else above[1:33]
            if _hash(prefix, known[prefix]) != side:
                raise Changed(f"the node {prefix!r} of the map is not the one that the node above it names")


def _bytes(body: object) -> bytes:
    """As stored; nothing where SQLite was given something else than bytes."""
    return bytes(body) if isinstance(body, bytes | memoryview) else b""


def _hash(prefix: str, body: bytes | None) -> bytes:
    """The hash of a stored node. Changed if it is none."""
    if body is None:
        return EMPTY
    is_node = (len(body) == WIDTH and body.startswith(INNER)) or (len(body) > KEYED and body.startswith(LEAF))
    if not is_node:
        raise Changed(f"the node {prefix!r} of the map cannot be read")
    return mapnodes.hash_of(body)


def _ends(kept: Mapping[str, bytes], way: str, key: bytes, depth: int, found: dict[bytes, bytes]) -> bool:
    """Whether a leaf or nothing stands on this stretch of the way; a leaf of this key is noted."""
    for level in range(depth, depth + DEPTH):
        body = kept.get(way[:level])
        if body is None:
            return True
        if body[0] == 0:
            if body[1:33] == key:
                found[key] = body[33:]
            return True
    return False


def write_nodes(connection: Connection, nodes: Mapping[str, bytes], *, anew: bool = False) -> None:
    """Store the nodes that were made; `anew`: in place of all there are."""
    if anew:
        connection.execute(map_nodes.delete())
    rows = [{"prefix": prefix, "body": body} for prefix, body in nodes.items()]
    if rows:
        connection.execute(_upsert(connection), rows)


def _upsert(connection: Connection) -> Any:
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(map_nodes)
    return statement.on_conflict_do_update(index_elements=["prefix"], set_={"body": statement.excluded.body})
