"""One HTTP exchange: no redirects, no proxies, no more of the answer than is needed, nothing logged."""

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from services.notify.gateways.outgoing import Failed
from services.notify.gateways.trust import trust
from shared.eventlog.clock import monotonic, now

MOST = 65_536


@dataclass(frozen=True, slots=True)
class Call:
    """`url` is complete and encoded; `timeout` in seconds, for each step; `certificates` a file of authorities, or ""."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)
    timeout: int
    certificates: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` by their names in lower case; `body` its first 64 KiB; `at` when we heard it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime = field(default_factory=now)


def exchange(call: Call) -> Answer:
    """Send and hear the answer, whatever its status. Failed `timeout`, `certificate`, `unreachable`, `bad_answer`.

    What fails before the request has left was certainly not sent; what fails later may have been.
    """
    parts = urlsplit(call.url)
    connection = _connection(call, parts.scheme, parts.hostname or "", parts.port)
    asking = False
    try:
        connection.connect()
        asking = True
        connection.request(call.method, _target(parts.path, parts.query), call.body, dict(call.headers))
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, _body(response, monotonic() + call.timeout))
    except TimeoutError:
        raise Failed("timeout", down=True, maybe=asking) from None
    except ssl.SSLCertVerificationError:
        raise Failed("certificate", down=True) from None
    except OSError:
        raise Failed("unreachable", down=True, maybe=asking) from None
    except http.client.HTTPException:
        raise Failed("bad_answer", maybe=True) from None
    finally:
        connection.close()


def _body(response: http.client.HTTPResponse, until: float) -> bytes:
    """The beginning of the body; an answer that comes drop by drop is cut off."""
    found = b""
    while len(found) < MOST and (some := response.read1(MOST - len(found))):
        found += some
        if monotonic() > until:
            raise TimeoutError
    return found


def _connection(call: Call, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=call.timeout)
    return http.client.HTTPSConnection(host, port, timeout=call.timeout, context=trust(call.certificates))


def _target(path: str, query: str) -> str:
    return (path or "/") + (f"?{query}" if query else "")
