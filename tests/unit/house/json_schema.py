"""The little of JSON Schema that our documents use, checked without a library."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
KINDS: Mapping[str, type] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}


def references(value: Any) -> Iterator[str]:
    """Every `$ref` in a document."""
    if isinstance(value, Mapping):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references(item)


def resolved(document: Schema, reference: str) -> Any:
    """What a `#/…` reference points to; KeyError."""
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def wrong(document: Schema, schema: Schema, value: Any, place: str = "") -> Iterator[str]:
    """Where a value is not as the schema says: kinds, required fields, fields' own schemas, references."""
    if "$ref" in schema:
        yield from wrong(document, resolved(document, schema["$ref"]), value, place)
    for choice in schema.get("allOf", ()):
        yield from wrong(document, choice, value, place)
    if "oneOf" in schema and sum(not list(wrong(document, one, value, place)) for one in schema["oneOf"]) != 1:
        yield f"{place}: none or several of the choices"
    yield from _wrong_itself(schema, value, place)
    yield from _wrong_inside(document, schema, value, place)


def _wrong_itself(schema: Schema, value: Any, place: str) -> Iterator[str]:
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(type(value) is KINDS[kind] for kind in kinds):
        yield f"{place}: not {kinds}"
    if "const" in schema and value != schema["const"]:
        yield f"{place}: not {schema['const']}"


def _wrong_inside(document: Schema, schema: Schema, value: Any, place: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (f"{place}.{name}: missing" for name in schema.get("required", ()) if name not in value)
        for name, one in schema.get("properties", {}).items():
            if name in value:
                yield from wrong(document, one, value[name], f"{place}.{name}")
    for item in value if isinstance(value, list) and "items" in schema else ():
        yield from wrong(document, schema["items"], item, f"{place}.*")
