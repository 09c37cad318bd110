"""The tree as files (C2SP tlog-tiles): tiles of 256 hashes, bundles of 256 entries, their paths, and proofs out of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from shared.proof.tree import HASH_BYTES, Node, root
from shared.proof.unproven import Unproven

TILE_HEIGHT = 8
TILE_WIDTH = 256
ENTRIES = -1
"""The level of a tile that holds entries; the hashes of its entries are the tile of level 0."""
LARGEST_ENTRY = 2**16 - 1

_PATH = re.compile(r"tile/(entries|[0-9]{1,2})((?:/x[0-9]{3}){0,6}/[0-9]{3})(?:\.p/([0-9]{1,3}))?")


class Tile(NamedTuple):
    """`width` hashes (or entries) from number·256 of the level, which has a hash for each 256^level leaves."""

    level: int
    number: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        """`tile/<L>/<N>[.p/<W>]`, such as `tile/0/x001/x234/067.p/5`; `tile/entries/…` for entries."""
        groups = f"{self.number:03d}"
        parts = [f"x{(self.number // 1000**power) % 1000:03d}" for power in range((len(groups) - 1) // 3, 0, -1)]
        level = "entries" if self.level == ENTRIES else str(self.level)
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return "/".join(["tile", level, *parts, f"{self.number % 1000:03d}"]) + partial


ReadTile = Callable[[Tile], bytes]
"""The bytes of a tile, exactly as wide as asked for."""


def read_tile_path(path: str) -> Tile:
    """The tile of a path below the log's address; `Unproven` for anything that `Tile.path` would not write."""
    match = _PATH.fullmatch(path)
    if match is not None:
        level, groups, width = match.groups()
        number = int(groups.replace("/", "").replace("x", ""))
        tile = Tile(ENTRIES if level == "entries" else int(level), number, int(width or TILE_WIDTH))
        # Whatever has leading zeros, a width of 0 or 256, or a level beyond what there can be, is written otherwise.
        if tile.path == path and tile.level < 64 and 0 < tile.width <= TILE_WIDTH and number < 2**64:
            return tile
    raise Unproven("tile.path_malformed", f"{path[:80]!r} is no path of a tile")


def tile_width(level: int, number: int, size: int) -> int:
    """How many hashes (or entries) this tile has in a tree of `size` leaves; 0 where there is none."""
    there = size >> (TILE_HEIGHT * max(level, 0))
    return max(0, min(TILE_WIDTH, there - number * TILE_WIDTH))


def tile_of(level: int, index: int, size: int) -> Tile:
    """The tile of the tree of `size` leaves out of which the full subtree (level, index) comes."""
    row, above = divmod(level, TILE_HEIGHT)
    number = (index << above) // TILE_WIDTH
    return Tile(row, number, tile_width(row, number, size))


def nodes_from(read: ReadTile, size: int) -> Node:
    """The full subtrees of the tree of `size` leaves, out of its tiles; each tile is read once."""
    known: dict[Tile, bytes] = {}

    def node(level: int, index: int) -> bytes:
        tile = tile_of(level, index, size)
        body = known.get(tile)
        if body is None:
            body = known[tile] = checked_tile(tile, read(tile))
        count = 1 << (level % TILE_HEIGHT)
        first = (index * count) % TILE_WIDTH
        return root(tile_hashes(body)[first : first + count])

    return node


def checked_tile(tile: Tile, body: bytes) -> bytes:
    """The same bytes; `Unproven` if they are not as many as the tile's width says."""
    if type(body) is not bytes or len(body) != tile.width * HASH_BYTES:
        raise Unproven("tile.length", f"{tile.path} is not {tile.width * HASH_BYTES} bytes long")
    return body


def tile_hashes(body: bytes) -> list[bytes]:
    """The hashes of a tile."""
    return [body[at : at + HASH_BYTES] for at in range(0, len(body), HASH_BYTES)]


def write_entries(entries: Sequence[bytes]) -> bytes:
    """The bundle of at most 256 entries, each behind its length as uint16, big-endian."""
    if len(entries) > TILE_WIDTH or any(len(entry) > LARGEST_ENTRY for entry in entries):
        raise Unproven("tile.entries_malformed", "a bundle has at most 256 entries of at most 65535 bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def read_entries(body: bytes, width: int) -> list[bytes]:
    """The `width` entries of a bundle; `Unproven` where bytes are lacking or left over."""
    entries: list[bytes] = []
    at = 0
    while at < len(body) and len(entries) < width:
        end = at + 2 + int.from_bytes(body[at : at + 2], "big")
        entries.append(body[at + 2 : end])
        at = end
    if at != len(body) or len(entries) != width:
        raise Unproven("tile.entries_malformed", f"the bundle does not hold exactly {width} entries")
    return entries
