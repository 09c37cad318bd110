"""Reading a request's body: its size, type and encoding, and nothing of its meaning."""

import json
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request

from shared.web.failures import Failure
from shared.web.route import JSON, MULTIPART, Route


@dataclass(frozen=True, slots=True)
class Body:
    """`json` the parsed document (`{}` for an empty body), `typed` the fields of a page's form."""

    json: Any = None
    typed: MultiDict[str, str] = field(default_factory=MultiDict)


def read(request: Request, route: Route, max_body: int) -> Body:
    """The body of a POST or PUT. Failure 400, 413 or 415."""
    limit = route.max_body or max_body
    if route.files:  # only files may be large: what is parsed in memory may not
        request.max_form_memory_size = max_body
        limit = limit if request.mimetype == MULTIPART else max_body
    else:
        request.max_form_memory_size = limit
    request.max_content_length = limit
    if request.method not in ("POST", "PUT"):
        return Body()
    if (request.content_length or 0) > limit:
        raise Failure(413)
    if not request.mimetype and not request.content_length and not request.get_data():
        return Body(json={} if route.api else None)
    if request.mimetype not in route.accepts:
        raise Failure(415, headers={"Accept": ", ".join(route.accepts)})
    if request.mimetype == JSON:
        return Body(json=_json(request))
    return Body(typed=MultiDict(request.form))


def _json(request: Request) -> Any:
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise Failure(415)
    return parse(request.get_data())


def parse(data: bytes) -> Any:
    """A JSON document: UTF-8, no NaN or Infinity, no half characters (lone surrogates)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(400, "request.not_utf8") from None
    if not text.strip():
        return {}
    try:
        document = json.loads(text, parse_constant=_no_constant)
        if "\\u" in text:
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Failure(400, "request.malformed_json") from None
    return document


def _no_constant(name: str) -> None:
    raise ValueError(name)
