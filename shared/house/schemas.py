"""JSON Schema (draft 07) of the data of entries, from the dataclasses that are said or read."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from shared.house.hear import opened_fields
from shared.kernel.text import Private

Schema = Mapping[str, Any]
PLAIN: Mapping[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
    datetime: {"type": "string", "format": "date-time"},
    NoneType: {"type": "null"},
}
REFERENCE = "#/components/schemas/"
CLOSED: Schema = {
    "type": "object",
    "description": "Encrypted text: AES-256-GCM over salt(32) and value; `digest` is their SHA-256, `same` a tag by "
    "which equal texts are known, `home` the entry it was closed for where that is another one. A long text's `cipher` "
    "is `sha256:` and the hash of the encrypted bytes, which are kept beside the log.",
    "required": ["key", "version", "nonce", "cipher", "digest"],
    "properties": {
        **{name: {"type": "string"} for name in ("key", "nonce", "cipher", "digest", "same")},
        "version": {"type": "integer"},
        "home": {
            "type": "object",
            "required": ["subject", "id", "path"],
            "properties": {name: {"type": "string"} for name in ("subject", "id", "path")},
        },
    },
}


class Schemas:
    """Makes schemas; `named` are those of classes inside others, by name."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}
        self._names: dict[type, str] = {}

    def said(self, event: type) -> Schema:
        """Of an event's data: fields with a default came later, so that older entries have them not."""
        return self._object(event)

    def read(self, reader: type) -> Schema:
        """Of what a reader asks for: fields with a default may be absent."""
        return self._object(reader)

    def _object(self, cls: type) -> Schema:
        hints, twins = get_type_hints(cls), {f"{name}_closed" for name in opened_fields(cls)}
        wanted = [field for field in fields(cls) if field.name not in twins]
        schema: dict[str, Any] = {
            "type": "object",
            "required": [field.name for field in wanted if not _has_default(field)],
            "properties": {field.name: self._of(hints[field.name]) for field in wanted},
        }
        said = cls.__doc__ or ""
        return schema if said.startswith(f"{cls.__name__}(") else {**schema, "description": said.strip()}

    def _of(self, kind: Any) -> Schema:
        if kind in PLAIN:
            return PLAIN[kind]
        if get_origin(kind) in (Union, UnionType):
            return self._either(get_args(kind))
        if get_origin(kind) is tuple and get_args(kind)[1:] == (...,):
            return {"type": "array", "items": self._of(get_args(kind)[0])}
        if isinstance(kind, type) and issubclass(kind, Private):
            return {"$ref": f"{REFERENCE}closed"}
        if is_dataclass(kind) and isinstance(kind, type):
            return {"$ref": REFERENCE + self._named(kind)}
        raise TypeError(f"{kind} cannot stand in an entry")

    def _either(self, kinds: tuple[Any, ...]) -> Schema:
        if len(kinds) == 2 and NoneType in kinds:
            (other,) = (kind for kind in kinds if kind is not NoneType)
            schema = self._of(other)
            if isinstance(schema.get("type"), str):
                return {**schema, "type": [schema["type"], "null"]}
        return {"oneOf": [self._of(kind) for kind in kinds]}

    def _named(self, cls: type) -> str:
        known = self._names.get(cls)
        if known is not None:
            return known
        name, count = cls.__name__, 2
        while name in self.named:
            name, count = f"{cls.__name__}{count}", count + 1
        self._names[cls] = name
        self.named[name] = {}
        self.named[name] = self._object(cls)
        return name


def _has_default(field: "Field[Any]") -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING
