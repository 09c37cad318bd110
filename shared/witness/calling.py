"""One HTTP call with an end: no redirects, no more bytes than are wanted, a time for the whole."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from typing import NamedTuple
from urllib.parse import urlsplit

from shared.eventlog.clock import monotonic

PIECE = 64 * 1024


class Answer(NamedTuple):
    """`kind` is the media type without parameters."""

    status: int
    kind: str
    body: bytes


class NoAnswer(Exception):
    """The other side cannot be reached, or gives no usable answer in time; the text says which."""


def call(method: str, url: str, *, body: bytes | None = None, seconds: float = 5.0, most: int = PIECE) -> Answer:
    """The answer; `NoAnswer` after `seconds`, or if it is longer than `most` bytes."""
    until = monotonic() + seconds
    try:
        connection, path = _connection(url, seconds)
        try:
            connection.connect()
            with _ending(connection.sock, until):
                connection.request(method, path, body, {"Accept-Encoding": "identity"})
                response = connection.getresponse()
                return Answer(response.status, _kind(response), _read(response, most))
        finally:
            connection.close()
    except (OSError, HTTPException, ValueError) as why:
        raise NoAnswer(f"{url} does not answer: {str(why) or type(why).__name__}") from None


def _connection(url: str, seconds: float) -> tuple[HTTPConnection, str]:
    parts = urlsplit(url)
    kinds = {"http": HTTPConnection, "https": HTTPSConnection}
    if parts.scheme not in kinds or not parts.hostname:
        raise ValueError("an address begins with http:// or https:// and a host")
    path = parts.path or "/"
    return kinds[parts.scheme](parts.hostname, parts.port, timeout=seconds), path


def _kind(response: HTTPResponse) -> str:
    return (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()


@contextmanager
def _ending(connected: socket.socket, until: float) -> Iterator[None]:
    """Everything within ends at this moment, headers and sizes of chunks too: the connection's own timeout is one for each
    piece, and drop by drop it would never end. ValueError then."""
    cut = Timer(max(until - monotonic(), 0), _cut, (connected,))
    cut.daemon = True
    cut.start()
    try:
        yield
    except (OSError, HTTPException, ValueError):
        if monotonic() < until:
            raise
    finally:
        cut.cancel()
    if monotonic() >= until:  # what was cut off may look like an end, or like anything
        raise ValueError("the answer takes too long")


def _cut(connected: socket.socket) -> None:
    with suppress(OSError):  # it ended at the same moment
        connected.shutdown(socket.SHUT_RDWR)


def _read(response: HTTPResponse, most: int) -> bytes:
    body = b""
    while piece := response.read1(PIECE):
        body += piece
        if len(body) > most:
            raise ValueError(f"the answer is longer than {most} bytes")
    return body
