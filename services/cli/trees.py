"""What `huying ledger` does: reading the tree where it is stored, changing the key file, serving the tiles."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from services.cli.stores import LEDGER, Stores, stores
from services.ledger.tree import keys
from services.ledger.tree.proving import checkpoint
from services.ledger.tree.publishing import follow
from services.ledger.tree.serving import resource
from services.ledger.tree.standing import resume
from shared.proof.checkpoint import read_checkpoint
from shared.proof.note import split_note

PREFIX = "/ledger/log"
"""Served with it and without, so that the address is the same as that of the running system."""


def newest(data: Path) -> dict[str, Any] | None:
    """The newest checkpoint; None before the first."""
    with stores(data, LEDGER) as there, there.engines[LEDGER].connect() as connection:
        found = checkpoint(connection)
    if found is None:
        return None
    text, signatures = split_note(found.note)
    said = read_checkpoint(text)
    cosigned = [one.name for one in signatures if one.name != said.origin]
    return {
        "origin": said.origin,
        "size": said.size,
        "root": said.root.hex(),
        "checkpoint": found.note.decode(),
        "cosigned_by": cosigned,
    }


def verifiers(data: Path, file: Path | None) -> list[str]:
    """The verifier lines of the keys in the key file, oldest first."""
    return [key.text() for key in keys.read(_file(data, file)).verifiers]


def rotated(data: Path, file: Path | None, *, retire: bool, origin: str | None) -> list[str]:
    """Change the key file; the verifier lines of what signs from now on. OSError, ValueError."""
    path = _file(data, file)
    if origin is not None and not path.exists():  # it was lost: under another name one may begin anew
        keys.make_missing(path, origin)
        follow(path)
        return [key.text() for key in keys.read(path).verifiers]
    present = keys.read(path)
    if retire and origin is not None:
        raise ValueError("a new name takes the old keys out by itself: say --origin alone")
    if origin == present.origin:
        raise ValueError(f"{origin} is the present name; a new one must be another, such as {origin}-2")
    if retire:
        if len(present.keys) == 1:
            raise ValueError("there is one key alone; first make a new one: huying ledger rotate")
        after = present.keys[-1:]
    elif origin is not None:
        after = (keys.new_key(origin),)
    else:
        after = (*present.keys, keys.new_key(present.origin))
    keys.put(path, after)
    follow(path)
    return [key.public.text() for key in after]


def resumed(data: Path) -> int:
    """Take away the mark of a restore; the size of the tree."""
    with stores(data, LEDGER) as there, there.engines[LEDGER].begin() as connection:
        resume(connection)
        found = checkpoint(connection)
    return found.size if found else 0


def _file(data: Path, file: Path | None) -> Path:
    if file is not None:
        return file
    with stores(data, LEDGER) as there:
        return _known(there)


def _known(there: Stores) -> Path:
    if there.key_file is None:
        raise ValueError("set HUYING_LEDGER_KEY_FILE, or name the key file with --file")
    return there.key_file


@contextmanager
def serving(data: Path, host: str, port: int) -> Iterator[ThreadingHTTPServer]:
    """A server of the tree's resources; the caller lets it run. OSError for a port that is taken."""
    with stores(data, LEDGER) as there:
        engine = there.engines[LEDGER]
        with ThreadingHTTPServer((host, port), type("Tiles", (_Tiles,), {"engine": engine})) as server:
            yield server


class _Tiles(BaseHTTPRequestHandler):
    """`GET` below `/` or `/ledger/log/`."""

    engine: Engine
    server_version, sys_version = "huying", ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """A resource, or 404."""
        path = self.path.removeprefix(PREFIX).lstrip("/")
        with self.engine.connect() as connection:
            found = resource(connection, path)
        if found is None:
            self._answer(404, b"not found\n", "text/plain; charset=utf-8", "no-store")
        else:
            self._answer(200, found.body, found.media_type, found.caching)

    def _answer(self, status: int, body: bytes, media_type: str, caching: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", caching)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Who reads is nobody's business."""
