"""One HTTP call with an end: no redirects, no more bytes than are wanted, a time for the whole."""

from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
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
            connection.request(method, path, body, {"Accept-Encoding": "identity"})
            response = connection.getresponse()
            return Answer(response.status, _kind(response), _read(response, most, until))
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


def _read(response: HTTPResponse, most: int, until: float) -> bytes:
    body = b""
    # A timeout of the connection is one for each piece: drop by drop it would never end.
    while piece := response.read1(PIECE):
        body += piece
        if len(body) > most:
            raise ValueError(f"the answer is longer than {most} bytes")
        if monotonic() > until:
            raise ValueError("the answer takes too long")
    return body
