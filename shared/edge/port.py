"""One port for all services of a process, dispatched by prefix; closed first, so that what is in flight ends well."""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import eventlet
from eventlet import wsgi
from werkzeug.wsgi import ClosingIterator

from shared.telemetry import machine

CONNECTIONS = 1000
GRACE = 25
DRAINED = 64 * 1024**2
log = logging.getLogger("web")


class Port:
    """`apps` maps `/<service>` to a WSGI application; `front` answers `/`."""

    def __init__(self, host: str, port: int, front: Callable[..., Any]) -> None:
        self.address = (host, port)
        self.apps: dict[str, Callable[..., Any]] = {}
        self._front = front
        self._pool = eventlet.GreenPool(CONNECTIONS)
        machine.connections(self._pool.running, CONNECTIONS)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Dispatch one request to its service."""
        head, _, rest = environ["PATH_INFO"].lstrip("/").partition("/")
        app = self.apps.get("/" + head)
        if app is None:
            return self._front(environ, start_response)
        environ["SCRIPT_NAME"] += "/" + head
        environ["PATH_INFO"] = "/" + rest
        return ClosingIterator(app(environ, start_response), lambda: drain(environ))

    def open(self) -> int:
        """Listen; the port (chosen by the system for 0). OSError when it is taken."""
        self._socket = eventlet.listen(self.address, backlog=512, reuse_port=False)
        self._thread = eventlet.spawn(
            wsgi.server,
            self._socket,
            self,
            log=log,
            custom_pool=self._pool,
            socket_timeout=60,
            debug=False,
            log_output=False,
        )
        port: int = self._socket.getsockname()[1]
        return port

    def close(self) -> None:
        """Refuse new connections, let running requests end."""
        self._thread.kill()
        self._socket.close()
        with eventlet.Timeout(GRACE, False):
            self._pool.waitall()


def drain(environ: dict[str, Any]) -> None:
    """Read and drop what is left of a request that was answered early (too large, no key), up to a bound.

    Closed on while still sending, its sender would see a broken pipe in place of the answer.
    """
    if environ.get("HTTP_EXPECT"):
        return
    left = min(int(environ.get("CONTENT_LENGTH") or 0), DRAINED)
    with suppress(OSError, ValueError):
        while left > 0 and (chunk := environ["wsgi.input"].read(min(left, 1 << 16))):
            left -= len(chunk)
