"""A log as it shows itself: its checkpoint and its tiles below one address (C2SP tlog-tiles)."""

from shared.proof.note import LARGEST_NOTE
from shared.proof.tiles import TILE_WIDTH, Tile, checked_tile
from shared.proof.tree import HASH_BYTES
from shared.proof.unproven import Unproven
from shared.witness.calling import NoAnswer, call


class PublicLog:
    """Reads what everybody can read. `NoAnswer` where it is not to be had."""

    def __init__(self, url: str, *, seconds: float = 10.0) -> None:
        self.url, self._seconds = url.rstrip("/"), seconds

    def checkpoint(self) -> bytes:
        """The signed note, as it stands."""
        return self._get("checkpoint", LARGEST_NOTE)

    def tile(self, tile: Tile) -> bytes:
        """The hashes of a tile; of a partial one that is gone, out of the full one that took its place."""
        try:
            return checked_tile(tile, self._get(tile.path, TILE_WIDTH * HASH_BYTES))
        except (NoAnswer, Unproven):
            if tile.width == TILE_WIDTH:
                raise
        full = tile._replace(width=TILE_WIDTH)
        return checked_tile(full, self._get(full.path, TILE_WIDTH * HASH_BYTES))[: tile.width * HASH_BYTES]

    def _get(self, path: str, most: int) -> bytes:
        answer = call("GET", f"{self.url}/{path}", seconds=self._seconds, most=most)
        if answer.status != 200:
            raise NoAnswer(f"{self.url}/{path} answers with status {answer.status}")
        return answer.body
