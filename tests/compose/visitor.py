"""Somebody who comes through the proxy without a browser: forms and JSON over HTTP, with cookies."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from shared.web.forms import CSRF

HIDDEN = re.compile(rf'name="{CSRF}"[^>]*value="([^"]+)"')
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)


class _Stay(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        return None


class Visitor:
    """`address` without a slash at its end."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _Stay())

    def get(self, path: str, **headers: str) -> Answer:
        """The page or document at this path."""
        return self._ask(Request(self._address + path, headers=headers))

    def submit(self, path: str, fields: Mapping[str, Any], page: str = "") -> Answer:
        """A form filled in; `page` is where it stands, whose hidden token is sent along."""
        token = HIDDEN.search(self.get(page).text) if page else None
        body = urlencode({**fields, **({CSRF: token[1]} if token else {})}, doseq=True).encode()
        return self._ask(Request(self._address + path, body))

    def send(self, path: str, document: Any, **headers: str) -> Answer:
        """JSON by POST."""
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return self._ask(Request(self._address + path, body, {"Content-Type": JSON, **headers}))

    def sign_in(self, account: str, password: str) -> "Visitor":
        """Through the sign-in page; again, as people do, while the system says that it cannot just now."""
        fields, last = {"account": account, "password": password}, time.monotonic() + 30
        while (answer := self.submit("/identity/sign-in", fields, "/identity/sign-in")).status == 503:
            assert time.monotonic() < last, f"{account} cannot sign in: {answer.text[:2000]}"
            time.sleep(1)
        assert answer.status == 303, f"{account} cannot sign in: {answer.status} {answer.text[:2000]}"
        return self

    def _ask(self, request: Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read().decode())
        except HTTPError as refused:
            return Answer(refused.code, dict(refused.headers), refused.read().decode())
