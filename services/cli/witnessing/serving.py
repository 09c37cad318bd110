"""The witness over HTTP: `POST /add-checkpoint` for the log, `GET /metrics` and `GET /health` for its operators."""

import socket
import sqlite3
from collections.abc import Callable
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from services.cli.witnessing.cosigning import Cosigner
from services.cli.witnessing.counting import Counting
from services.cli.witnessing.judging import Refusal
from shared.telemetry.logs import logger
from shared.witness.asking import PATH, SIZE_KIND
from shared.witness.message import LARGEST_MESSAGE

log = logger("witness")
PLAIN = "text/plain; charset=utf-8"


class Application:
    """A WSGI application."""

    def __init__(self, cosigner: Cosigner, counting: Counting) -> None:
        self._cosigner, self._counting = cosigner, counting
        self._routes: dict[tuple[str, str], Callable[[Request], Response]] = {
            ("POST", PATH): self._add_checkpoint,
            ("GET", "/metrics"): lambda _: Response(counting.text(), content_type="text/plain; version=0.0.4"),
            ("GET", "/health"): lambda _: Response("ok\n", content_type=PLAIN),
        }

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer one request."""
        request = Request(environ)
        request.max_content_length = LARGEST_MESSAGE
        route = self._routes.get((request.method, request.path))
        try:
            answer = route(request) if route else self._nothing(request)
        except HTTPException as wrong:  # such as a body that is too large
            answer = Response(f"{wrong.name}\n", wrong.code, content_type=PLAIN)
        return answer(environ, start_response)

    def _add_checkpoint(self, request: Request) -> Response:
        try:
            answer = Response(self._cosigner.answer(request.get_data()).line(), content_type=PLAIN)
        except Refusal as refused:
            answer = self._refused(refused)
        except (sqlite3.Error, OSError) as broken:
            log.exception(
                "not cosigned", why=str(broken), next_step="is the disk full, or the state file not writable?"
            )
            answer = Response("the witness cannot keep its record\n", 500, content_type=PLAIN)
        self._counting.answered(answer.status_code)
        return answer

    def _refused(self, refused: Refusal) -> Response:
        if refused.size is not None:
            return Response(f"{refused.size}\n", refused.status, content_type=SIZE_KIND)
        log.warning("refused", status=refused.status, code=refused.code, why=refused.sentence, next_step=_next(refused))
        return Response(f"{refused.sentence} ({refused.code})\n", refused.status, content_type=PLAIN)

    def _nothing(self, request: Request) -> Response:
        known = any(path == request.path for _, path in self._routes)
        return Response("nothing is here\n", 405 if known else 404, content_type=PLAIN)


def _next(refused: Refusal) -> str:
    steps = {
        403: "if the log has a new key, start again with one more --log",
        404: "if this log is to be witnessed, start again with one more --log",
        422: "the log or somebody in its name offers what does not continue; see huying witness status",
    }
    return steps.get(refused.status, "somebody sends what is no request; nothing to do unless it is the log")


class _Handler(WSGIRequestHandler):
    """One request a connection: werkzeug keeps none open, and a log asks once a second at most."""

    timeout = 30

    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing: refusals are logged where they are understood, and all requests are counted."""


def server(host: str, port: int, application: Application) -> BaseWSGIServer:
    """The server, listening; `serve_forever` and `shutdown` are its life. OSError if the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # werkzeug itself would end the process where the port is taken.
    with socket.create_server((host, port), family=family) as listening:
        return make_server(host, port, application, threaded=True, request_handler=_Handler, fd=listening.fileno())
