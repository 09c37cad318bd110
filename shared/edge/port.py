"""One port for all services of a process, dispatched by prefix; closed first, so that what is in flight ends well."""

import logging
from collections.abc import Callable
from typing import Any

import eventlet
from eventlet import wsgi

GRACE = 25
log = logging.getLogger("web")


class Port:
    """`apps` maps `/<service>` to a WSGI application; `front` answers `/`."""

    def __init__(self, host: str, port: int, front: Callable[..., Any]) -> None:
        self.address = (host, port)
        self.apps: dict[str, Callable[..., Any]] = {}
        self._front = front
        self._pool = eventlet.GreenPool(1000)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Dispatch one request to its service."""
        head, _, rest = environ["PATH_INFO"].lstrip("/").partition("/")
        app = self.apps.get("/" + head)
        if app is None:
            return self._front(environ, start_response)
        environ["SCRIPT_NAME"] += "/" + head
        environ["PATH_INFO"] = "/" + rest
        return app(environ, start_response)

    def open(self) -> int:
        """Listen; the port (chosen by the system for 0). OSError when it is taken."""
        self._socket = eventlet.listen(self.address, backlog=512)
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
