"""Values in the places of a gateway's template, encoded for where they stand: nothing breaks out of its place."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

Values = Mapping[str, Any]
_PLACE = re.compile(r"\{(\w+)\}")


def places(template: Any) -> frozenset[str]:
    """The names of all places in a text, or in the texts of a mapping or list."""
    if isinstance(template, str):
        return frozenset(_PLACE.findall(template))
    if isinstance(template, Mapping):
        return frozenset(name for inner in template.values() for name in places(inner))
    if isinstance(template, list):
        return frozenset(name for inner in template for name in places(inner))
    return frozenset()


def in_text(template: str, values: Values) -> str:
    """The text with its places filled; braces in a value stay as they are."""
    return _PLACE.sub(lambda place: _text(values[place[1]]), template)


def in_url(template: str, values: Values) -> str:
    """An address with its places filled and percent-encoded: a value never adds a path, a parameter or a host."""
    return _PLACE.sub(lambda place: quote(_text(values[place[1]]), safe=""), template)


def in_json(template: Any, values: Values) -> Any:
    """A JSON document with its places filled. A text that is one place alone becomes the value itself, with its type."""
    if isinstance(template, str):
        alone = _PLACE.fullmatch(template)
        return values[alone[1]] if alone else in_text(template, values)
    if isinstance(template, Mapping):
        return {key: in_json(inner, values) for key, inner in template.items()}
    if isinstance(template, list):
        return [in_json(inner, values) for inner in template]
    return template


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
