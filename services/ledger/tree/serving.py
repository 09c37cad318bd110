"""What is read of the tree by whoever likes: the checkpoint, its tiles, its leaves (C2SP tlog-tiles). No content at all."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from services.ledger.tree.nodes import NotThere, leaves_of, tile_body
from services.ledger.tree.proving import checkpoint
from services.ledger.tree.tables import checkpoints
from shared.proof.tiles import ENTRIES, TILE_WIDTH, Tile, read_tile_path, tile_width, write_entries
from shared.proof.unproven import Unproven

CHECKPOINT = "checkpoint"
FOR_EVER = "public, max-age=31536000, immutable"


class Resource(NamedTuple):
    """An answer: its bytes, what they are, and how long caches may keep them."""

    body: bytes
    media_type: str
    caching: str


def resource(connection: Connection, path: str) -> Resource | None:
    """What stands at this path below the log's address; None where nothing does (yet)."""
    if path == CHECKPOINT:
        newest = checkpoint(connection)
        return Resource(newest.note, "text/plain; charset=utf-8", "no-cache") if newest else None
    try:
        tile = read_tile_path(path)
        return Resource(_tile(connection, tile), "application/octet-stream", FOR_EVER)
    except (Unproven, NotThere):
        return None


def _tile(connection: Connection, tile: Tile) -> bytes:
    """A tile of any width that the newest checkpoint has: a smaller one is the beginning of a larger one."""
    if tile.width > tile_width(tile.level, tile.number, _published(connection)):
        raise NotThere(tile.path)
    if tile.level == ENTRIES:
        return write_entries([leaf.text for leaf in leaves_of(connection, tile.number * TILE_WIDTH, tile.width)])
    return tile_body(connection, tile)


def _published(connection: Connection) -> int:
    """The size of the newest checkpoint."""
    return connection.scalar(select(checkpoints.c.size).order_by(checkpoints.c.size.desc()).limit(1)) or 0
