"""`huying up` as a process, with its address from its own greeting, and plain HTTP to it."""

import json
import re
import signal
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.integration.acceptance.commands import Huying, kill

GREETING = re.compile(r"(http://127\.0\.0\.1:\d+)")
SECONDS = 90


@dataclass(frozen=True, slots=True)
class Answer:
    """What HTTP said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The stable code of a problem."""
        assert self.headers["Content-Type"].startswith("application/problem+json"), self.body
        return str(self.json["code"])


@dataclass(frozen=True, slots=True)
class Server:
    """A running system."""

    address: str
    key: str

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(urllib.request.Request(self.address + path, headers=headers))

    def push(self, message: Any, *, feed: str = "12345", key: str | None = None) -> Answer:
        """POST to a feed: JSON of anything, or bytes as they are."""
        body = message if isinstance(message, bytes) else json.dumps(message, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "X-Api-Key": self.key if key is None else key}
        url = f"{self.address}/intake/api/v1/feeds/{feed}/orders"
        return self._ask(urllib.request.Request(url, data=body, headers=headers, method="POST"))

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as response:
                return Answer(response.status, dict(response.headers), response.read())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, dict(refused.headers), refused.read())


@contextmanager
def up(huying: Huying) -> Iterator[Server]:
    """The system runs until the block ends; then it is stopped politely and must say so, with exit code 0."""
    process = huying.start("up", "--port", "0")
    watchdog = threading.Timer(600, kill, [process])
    watchdog.daemon = True
    watchdog.start()
    assert process.stdout is not None
    assert process.stderr is not None
    said: list[str] = []
    drain = threading.Thread(target=lambda stream=process.stderr: said.extend(stream), daemon=True)
    drain.start()
    try:
        address = _address(process.stdout, said)
        yield Server(address, json.loads((huying.folder / "feed-keys.json").read_text())["12345"])
        process.send_signal(signal.SIGTERM)
        rest = process.stdout.read()
        assert process.wait(60) == 0, "".join(said)[-3000:]
        assert "everything is on disk" in rest
    finally:
        watchdog.cancel()
        kill(process)
        drain.join(10)


def _address(lines: Iterator[str] | Any, said: list[str]) -> str:
    """The address in the greeting; the greeting must come without waiting for a full buffer."""
    for line in lines:
        if found := GREETING.search(line):
            return found.group(1)
    raise AssertionError("".join(said)[-3000:])
