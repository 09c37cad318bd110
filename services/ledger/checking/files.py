"""The files that entries name: attachments, and long texts kept beside the log. Each must have its row in the vault.

A row outlives its content: it stays when the key is destroyed, and nothing else takes one away. What was put into the
vault and never said in an entry (a form that was refused) is named by nobody, and goes with its key.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from shared.vault.longtexts import DETACHED

TRACES = (b'"attachments":[{', b'"cipher":"' + DETACHED.encode())
"""Entries without any of these name no file: the others alone are read."""
BODY, SUBJECT = 1, 6
"""Columns of `rows.OWN`."""


class Named(NamedTuple):
    """A file as an entry names it. `key` is what it is encrypted under; "" where the entry does not say."""

    name: str
    key: str
    service: str
    position: int
    case: str


class Files:
    """What the entries seen so far name: each file once, as the first entry names it."""

    def __init__(self) -> None:
        self._named: dict[str, Named] = {}

    def __iter__(self) -> Iterator[Named]:
        return iter(self._named.values())

    def take(self, service: str, rows: Iterable[Sequence[Any]]) -> None:
        """The next rows of a log (`rows.OWN`)."""
        for row in rows:
            body = bytes(row[BODY])
            if not any(trace in body for trace in TRACES):
                continue
            for name, key in _in_entry(body):
                self._named.setdefault(name, Named(name, key, service, row[0], str(row[SUBJECT])))


def _in_entry(body: bytes) -> Iterator[tuple[str, str]]:
    """(name, key) of each; nothing of what is no entry any more, which the log's own verification names."""
    try:
        said = json.loads(body)
        yield from _in(said["data"] if isinstance(said, dict) else None)
    except (ValueError, KeyError, RecursionError):
        return


def _in(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for one in value:
            yield from _in(one)
    elif isinstance(value, dict):
        yield from _closed(value)
        for field, inner in value.items():
            yield from _attached(inner) if field == "attachments" else ()
            yield from _in(inner)


def _closed(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """A closed field whose ciphertext is kept beside the log."""
    cipher = value.get("cipher")
    if isinstance(cipher, str) and cipher.startswith(DETACHED):
        yield cipher.removeprefix(DETACHED), str(value.get("key", ""))


def _attached(value: Any) -> Iterator[tuple[str, str]]:
    """Files that came with an appeal: their own names are closed under the key that they are under."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict) and isinstance(one.get("hash"), str):
            name = one.get("name")
            yield one["hash"], str(name.get("key", "")) if isinstance(name, dict) else ""
