"""Answers as GeoReport v2 has them, in JSON and in XML."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from werkzeug.wrappers import Response

from shared.kernel.printable import printable
from shared.kernel.times import SHANGHAI

FORMATS: Mapping[str, str] = {"json": "application/json", "xml": "text/xml"}
Entry = Mapping[str, Any]
UNPROCESSABLE = 422


def listed(kind: str, root: str, item: str, entries: Sequence[Entry], status: int = 200) -> Response:
    """A list: in XML `root` holds an `item` for each, in JSON it is an array."""
    if kind == "json":
        return _json([_plain(entry) for entry in entries], status)
    top = Element(root)
    for entry in entries:
        _fill(SubElement(top, item), entry)
    return _xml(top, status)


def single(kind: str, root: str, entry: Entry) -> Response:
    """One document."""
    if kind == "json":
        return _json(_plain(entry), 200)
    top = Element(root)
    _fill(top, entry)
    return _xml(top, 200)


def refused(kind: str, status: int, description: str) -> Response:
    """What went wrong: `code` is the status. Fields at fault are a bad request there."""
    status = 400 if status == UNPROCESSABLE else status
    return listed(kind, "errors", "error", [{"code": status, "description": description}], status)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items() if one is not None}
    if isinstance(value, datetime):
        return _time(value)
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _fill(element: Element, entry: Entry) -> None:
    for name, value in entry.items():
        if isinstance(value, list):
            parent = SubElement(element, name)
            for one in value:
                _put(SubElement(parent, name.removesuffix("s")), one)
        elif value is not None:
            SubElement(element, name).text = printable(_text(value))


def _put(element: Element, value: Any) -> None:
    if isinstance(value, Mapping):
        _fill(element, value)
    else:
        element.text = printable(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _time(value) if isinstance(value, datetime) else str(value)


def _time(at: datetime) -> str:
    """W3C date and time, as people here read clocks."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _json(body: Any, status: int) -> Response:
    return _answer(json.dumps(body, ensure_ascii=False).encode(), "json", status)


def _xml(top: Element, status: int) -> Response:
    return _answer(tostring(top, encoding="utf-8", xml_declaration=True), "xml", status)


def _answer(body: bytes, kind: str, status: int) -> Response:
    response = Response(body, status, content_type=f"{FORMATS[kind]}; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
