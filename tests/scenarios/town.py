"""The system under a scenario: its addresses, its clock, and people who ask over HTTP. Embedded here, real in `real.py`."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from joserfc.jwk import OKPKey
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request

from services.cli.alone import drain, started
from services.cli.demo.clock import PlayClock
from services.cli.installation import Installation
from services.cli.settings import settings_of
from shared.access.tokens import read_key, sign
from shared.access.who import Who

ANSWERS = 30.0
GLANCE = 0.05


@dataclass(frozen=True)
class Answer:
    """Status and document of an answer."""

    status: int
    said: Any


@dataclass(frozen=True)
class Town:
    """`address` of a service; `now` and `forward` are the system's clock; `key` signs as identity does.

    `settle` lets timers run and waits for what they lead to, where that can be seen from here; `patience` is how many
    seconds a step looks until what it says holds.
    """

    mode: str
    address: Callable[[str], str]
    now: Callable[[], datetime]
    forward: Callable[[datetime], None]
    key: OKPKey
    feed_keys: Mapping[str, str]
    settle: Callable[[], None]
    patience: float
    app: Any = None
    """All services as one WSGI application, where they are in this process."""

    def ask(self, who: Who | None, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """A request in somebody's name, with a token of this minute; `path` begins with the service."""
        said = {"Content-Type": "application/json", **headers}
        if who:
            said["Authorization"] = f"Bearer {sign(self.key, who, self.now())}"
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        request = urllib.request.Request(
            self.address(path.split("/")[1]) + path,
            data,
            {k.replace("_", "-"): v for k, v in said.items()},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=ANSWERS) as answer:
                return Answer(answer.status, json.loads(answer.read()))
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, json.loads(refused.read() or b"null"))

    def read(self, who: Who, path: str, **query: str) -> Any:
        """A document that must be there."""
        answer = self.ask(who, "GET", f"{path}?{urlencode(query)}" if query else path)
        assert answer.status == 200, (path, answer)
        return answer.said

    def page(self, path: str) -> str:
        """What stands at an open address."""
        with urllib.request.urlopen(self.address(path.split("/")[1]) + path, timeout=ANSWERS) as answer:
            return str(answer.read().decode())

    def until(self, look: Callable[[], tuple[bool, Any]]) -> None:
        """Look again until it holds; AssertionError with what was seen last."""
        end = time.monotonic() + self.patience
        while True:
            holds, seen = look()
            if holds:
                return
            assert time.monotonic() < end, seen
            time.sleep(GLANCE)


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def embedded(folder: Path) -> Iterator[Town]:
    """All services in this process, behind one port."""
    clock = PlayClock()
    clock.begin(clock())
    with started(folder, settings_of(folder, demo=True), clock=clock) as installation, served(installation) as address:
        yield Town(
            mode="embedded",
            address=lambda _: address,
            now=clock,
            forward=clock.forward,
            key=read_key((folder / "identity.key").read_text()),
            feed_keys=installation.feed_keys,
            settle=lambda: background(installation),
            patience=5,
            app=front(installation),
        )


def front(installation: Installation) -> Callable[[dict[str, Any], Any], Any]:
    """The services' sites by their prefixes."""

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        house = installation.houses[environ["PATH_INFO"].split("/")[1]]
        return house.site.respond(Request(environ))(environ, start_response)

    return app


@contextmanager
def served(installation: Installation) -> Iterator[str]:
    """The same behind an address."""
    server = make_server("127.0.0.1", 0, front(installation), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def background(installation: Installation) -> None:
    """What services do by time, what follows from it, and what supervision's timer does about that."""
    for _ in range(2):
        for house in installation.houses.values():
            if house.spec.background:
                house.spec.background(house)
        drain(installation, 60)


def next_monday(at: datetime) -> datetime:
    """Nine o'clock of the next Monday after `at`, in the zone of `at`."""
    day = (at + timedelta(days=7 - at.weekday())).replace(hour=9, minute=0, second=0, microsecond=0)
    return day if day > at else day + timedelta(days=7)
