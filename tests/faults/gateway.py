"""A provider of text messages with bad days: it answers 500, 429, not at all, or takes what it should."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from shared.testing.process import HOST

HANGS = 6.0
"""Seconds, longer than the timeout the test gives notify; what hangs is taken all the same, and nobody hears of it."""


class Provider(ThreadingHTTPServer):
    """`mood` is what it does now; `told` counts how often it took each id, `asked` every request by its mood."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Handler)
        self.mood = "good"
        self.told: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, id_: str) -> None:
        """As a provider does who knows the id of a repeated message."""
        with self._lock:
            self.told[id_] = 1

    def count(self, mood: str) -> None:
        with self._lock:
            self.asked[mood] += 1


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Provider

    def do_POST(self) -> None:
        mood, id_ = self.server.mood, self.headers["Idempotency-Key"]
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.count(mood)
        if mood in ("good", "hangs"):
            self.server.take(id_)
        if mood == "hangs":
            time.sleep(HANGS)
        status = {"500": 500, "429": 429}.get(mood, 200)
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "2")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True


@contextmanager
def provider() -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, name="provider", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
