"""A log that shows itself over HTTP, and a witness that is asked over HTTP; both on free loopback ports."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Request, Response

from services.cli.witnessing.alarms import Alarms
from services.cli.witnessing.cosigning import Cosigner
from services.cli.witnessing.counting import Counting
from services.cli.witnessing.serving import Application, server
from services.cli.witnessing.state import State
from services.cli.witnessing.watching import Watcher
from shared.proof.keys import COSIGNS
from shared.proof.note import Signature
from shared.proof.policy import Party
from shared.proof.signing import SecretKey
from shared.proof.tiles import read_tile_path, tile_width
from shared.proof.unproven import Unproven
from shared.witness.tiles import PublicLog
from tests.unit.witness.grown import KEY, ORIGIN, Grown

LOCAL = "127.0.0.1"
WITNESS = SecretKey("witness.invalid/discipline", COSIGNS, b"the witness's secret of 32 bytes")


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 26, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, **span: float) -> None:
        self.time += timedelta(**span)


class Shown:
    """What the log shows; a test changes it. `full_only`: partial tiles are deleted, as they may be."""

    def __init__(self) -> None:
        self.log = Grown()
        self.size: int | None = None
        self.cosignatures: tuple[Signature, ...] = ()
        self.tiles: Grown | None = None
        self.is_down = False
        self.full_only = False

    def __call__(self, environ: Any, start_response: Any) -> Any:
        path = Request(environ).path.removeprefix("/log/")
        return self._answer(path)(environ, start_response)

    def _answer(self, path: str) -> Response:
        if self.is_down:
            return Response("away\n", 503)
        if path == "checkpoint":
            lines = "".join(cosignature.line() for cosignature in self.cosignatures)
            return Response(self.log.note(self.size) + lines.encode(), content_type="text/plain; charset=utf-8")
        source = self.tiles or self.log
        try:
            tile = read_tile_path(path)
        except Unproven:
            return Response("none\n", 404)
        there = tile_width(tile.level, tile.number, source.size)
        if tile.width > there or (self.full_only and tile.width < there):
            return Response("none\n", 404)
        return Response(source.tile(tile), content_type="application/octet-stream")


@pytest.fixture
def serve() -> Iterator[Callable[[BaseWSGIServer], str]]:
    running: list[tuple[BaseWSGIServer, Thread]] = []

    def start(one: BaseWSGIServer) -> str:
        thread = Thread(target=one.serve_forever)
        thread.start()
        running.append((one, thread))
        return f"http://{LOCAL}:{one.port}"

    yield start
    for one, thread in running:
        one.shutdown()
        thread.join()
        one.server_close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "witness.sqlite")


@pytest.fixture
def witness(state: State, clock: Clock, serve: Callable[[BaseWSGIServer], str]) -> Party:
    logs = {ORIGIN: [KEY.public]}
    cosigner = Cosigner(WITNESS, logs, state, Alarms(state, clock), clock)
    url = serve(server(LOCAL, 0, Application(cosigner, Counting(logs, state))))
    return Party("discipline", WITNESS.public, url)


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def public(shown: Shown, serve: Callable[[BaseWSGIServer], str]) -> PublicLog:
    return PublicLog(serve(make_server(LOCAL, 0, shown, threaded=True)) + "/log/", seconds=5)


@pytest.fixture
def watcher(public: PublicLog, state: State, clock: Clock) -> Watcher:
    return Watcher(WITNESS.public, {ORIGIN: [KEY.public]}, [public], state, Alarms(state, clock), clock, silence=3600)
