"""In which order databases are copied while services go on, and whether what one copy heard is in another.

The ledger's comes after all others, when it has what they had heard: then whatever one of them lacks is in it. The
vault's comes last, because a key is there before the entry that uses it.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

from services.cli.catalog import NAMES

LEDGER, VAULT = "ledger", "vault"
ORDER = (*(name for name in NAMES if name != LEDGER), LEDGER)
PATIENCE = 20.0
Heard = Mapping[str, int]


class Known:
    """How far each service's log was when it was copied, and up to where the copies know of it."""

    def __init__(self) -> None:
        self.services: dict[str, dict[str, Any]] = {}
        self._known: dict[str, int] = {}
        self._heard: Heard = {}

    def take(self, name: str, position: int, digest: str, heard: Heard) -> None:
        """One service was copied: its last entry (hash in hex), and what it had heard of each service."""
        self.services[name] = {"position": position, "hash": digest}
        for source, at in (*heard.items(), (name, position)):
            self._known[source] = max(self._known.get(source, 0), at)
        if name == LEDGER:
            self._heard = heard

    def wait(self, heard_by_ledger: Callable[[], Heard], pause: float) -> None:
        """Until the ledger has what the copies know of, or `PATIENCE` seconds; then `missing` tells."""
        until = time.monotonic() + PATIENCE
        while self._beyond(heard_by_ledger()) and time.monotonic() < until:
            time.sleep(pause)

    def missing(self) -> list[str]:
        """In words, what some copy knows of and is perhaps in none of them."""
        return [
            f"{source} {self._has(source, self._heard) + 1}-{self._known[source]}, perhaps: others heard of it, and neither "
            f"the copy of {source} nor the ledger's has it; see that the ledger runs (huying doctor) and take another backup"
            for source in self._beyond(self._heard)
        ]

    def _beyond(self, heard: Heard) -> list[str]:
        return [source for source, at in self._known.items() if self._has(source, heard) < at]

    def _has(self, source: str, heard: Heard) -> int:
        copied: int = self.services.get(source, {}).get("position", 0)
        return max(copied, heard.get(source, 0))
