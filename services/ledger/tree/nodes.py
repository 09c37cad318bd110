"""The tree's hashes from where they are stored: full tiles as they are, the right edge computed from leaves and tiles."""

from collections import OrderedDict
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from services.ledger.tree.leaf import Leaf
from services.ledger.tree.tables import leaves, tiles
from shared.proof.tiles import TILE_WIDTH, Tile, nodes_from, tile_hashes
from shared.proof.tree import HASH_BYTES, Frontier, Node, root

REMEMBERED = 4_096
"""Roots of full tiles, which never change: without them a partial tile far up would be 65,000 hashes each time."""
_roots: "WeakKeyDictionary[Engine, OrderedDict[tuple[int, int], bytes]]" = WeakKeyDictionary()


class NotThere(LookupError):
    """The tree does not have this tile (yet)."""


def size_of(connection: Connection) -> int:
    """How many leaves the tree has."""
    last = connection.scalar(select(leaves.c.number).order_by(leaves.c.number.desc()).limit(1))
    return 0 if last is None else last + 1


def node_of(connection: Connection, size: int) -> Node:
    """The full subtrees of the tree of `size` leaves, by level and index."""
    return nodes_from(lambda tile: tile_body(connection, tile), size)


def frontier_of(connection: Connection, size: int) -> Frontier:
    """The growing edge of the tree of `size` leaves."""
    return Frontier.at(size, node_of(connection, size))


def leaves_of(connection: Connection, first: int, count: int) -> list[Leaf]:
    """Up to so many leaves from a number on."""
    statement = select(leaves.c.source, leaves.c.position, leaves.c.digest).order_by(leaves.c.number)
    there = statement.where(leaves.c.number >= first, leaves.c.number < first + count)
    return [Leaf(source, position, bytes(digest)) for source, position, digest in connection.execute(there)]


def tile_body(connection: Connection, tile: Tile) -> bytes:
    """The first `width` hashes of a tile. NotThere beyond the end of the tree."""
    stored = connection.scalar(select(tiles.c.body).where(tiles.c.level == tile.level, tiles.c.number == tile.number))
    if stored is not None:
        return bytes(stored)[: tile.width * HASH_BYTES]
    first = tile.number * TILE_WIDTH
    if tile.level == 0:
        hashes = [leaf.hash for leaf in leaves_of(connection, first, tile.width)]
    else:
        hashes = [_root(connection, tile.level - 1, number) for number in range(first, first + tile.width)]
    if len(hashes) != tile.width:
        raise NotThere(tile.path)
    return b"".join(hashes)


def _root(connection: Connection, level: int, number: int) -> bytes:
    """The root of a full tile."""
    known = _roots.setdefault(connection.engine, OrderedDict())
    found = known.get((level, number))
    if found is None:
        found = known[level, number] = root(tile_hashes(tile_body(connection, Tile(level, number))))
        if len(known) > REMEMBERED:
            known.popitem(last=False)
    return found
