"""The socket in the data folder through which commands speak to a running system: a JSON line there, a JSON line back."""

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from services.cli.refusals import in_words
from shared.kernel.rejection import Rejected
from shared.telemetry.logs import logger

log = logger("cli")
NAME = "control.sock"
LONGEST_PATH = 100


class Refused(Exception):
    """The running system refused or failed; the message is its own."""


class WrongUse(Exception):
    """The running system was asked something that makes no sense; the message says what to do."""


class Control:
    """The server's side. Only who may read the data folder can connect."""

    def __init__(self, folder: Path, operations: Mapping[str, Callable[..., Any]], installation: Any) -> None:
        self._operations, self._installation = operations, installation
        self._path = folder / NAME
        self._path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX)
        with _short(self._path) as address:
            self._socket.bind(address)
        self._path.chmod(0o600)
        self._socket.listen(16)
        threading.Thread(target=self._run, daemon=True, name="control").start()

    def close(self) -> None:
        """Hear no more commands."""
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rwb") as stream:
            for line in stream:
                stream.write(json.dumps(self._answer(line), ensure_ascii=False).encode() + b"\n")
                stream.flush()

    def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            asked = json.loads(line)
            return {"result": self._operations[asked["operation"]](self._installation, **asked["arguments"])}
        except Rejected as rejected:
            return {"error": in_words(rejected)}
        except ValueError as wrong:
            return {"wrong": str(wrong)}
        except Exception as error:
            # Who asked sees one line; where it went wrong is for whoever reads this system's log.
            log.exception("command failed", why=str(error), next_step="say it again; if it fails again, report this")
            return {"error": f"{type(error).__name__}: {error}"}


@contextmanager
def connected(folder: Path) -> Iterator[Callable[..., Any]]:
    """`call(operation, **arguments)` on the running system of this folder; Refused, ValueError with its message."""
    channel = socket.socket(socket.AF_UNIX)
    with _short(folder / NAME) as address:
        try:
            channel.connect(address)
        except OSError as error:
            raise Refused(f"{folder} is in use by a process that does not answer ({error}); stop it or wait") from None
    with channel, channel.makefile("rwb") as stream:

        def call(operation: str, **arguments: Any) -> Any:
            stream.write(
                json.dumps({"operation": operation, "arguments": arguments}, ensure_ascii=False).encode() + b"\n"
            )
            stream.flush()
            answer = json.loads(stream.readline() or b'{"error": "the system stopped while it was asked; ask again"}')
            if "wrong" in answer:
                raise WrongUse(answer["wrong"])
            if "error" in answer:
                raise Refused(answer["error"])
            return answer["result"]

        yield call


@contextmanager
def _short(path: Path) -> Iterator[str]:
    """An address for a socket's path however deep it lies: through a descriptor of its folder."""
    if len(str(path)) < LONGEST_PATH:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
