"""The JSON of a bundle: read strictly, in one spelling, into what the checks work on."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple, Optional

from shared.proof.bundle.reasons import Wrong

MANIFEST, PROOFS, OPENED, ATTACHMENTS = "manifest.json", "proofs.json", "opened.json", "attachments.json"
_HEX = re.compile(r"(?:[0-9a-f]{2})*", re.ASCII)
_LONGEST_NUMBER = 20


class Manifest(NamedTuple):
    """`files`: SHA-256 (hex) by name of every file but this one."""

    format: str
    algorithms: dict[str, Any]
    subject: str
    origin: str
    made_at: str
    files: dict[str, str]


class Placed(NamedTuple):
    """A leaf: its number, the log and position of its entry, and the path from it to the checkpoint's root."""

    number: int
    log: str
    position: int
    path: list[bytes]


class Mapped(NamedTuple):
    """The leaf of the seal, what the sealed map says of the subject, and the siblings that prove it."""

    seal: Placed
    siblings: list[bytes]
    value: dict[str, Any]


class Proofs(NamedTuple):
    """`consistency` is None where the bundle has no earlier checkpoint."""

    entries: list[Placed]
    map: Mapped
    consistency: Optional[list[bytes]]


class OpenedField(NamedTuple):
    """A closed field of the entry with this id, opened: `field` is its path in the entry's data (`text`, `files.0.name`)."""

    entry: str
    field: str
    value: str
    salt: bytes

    def about(self) -> str:
        """How a reason names it."""
        return f"{OPENED}: {ascii(self.entry)[1:-1]} {ascii(self.field)[1:-1]}"


class OpenedFile(NamedTuple):
    """An attachment whose bytes are in the bundle: `field` is the path of its description in the entry's data."""

    entry: str
    field: str
    file: str
    media_type: str
    digest: str
    salt: bytes


def canonical_json(value: Any) -> bytes:
    """The one spelling of a document: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def strict_json(about: str, body: bytes) -> Any:
    """The value of these bytes in whatever spelling, without doubles: keys, fractions, numbers beyond 2^64."""
    try:
        return json.loads(
            body.decode("utf-8"), object_pairs_hook=_once, parse_int=_number, parse_float=_none, parse_constant=_none
        )
    except (ValueError, RecursionError) as broken:
        raise Wrong("json.malformed", about, type(broken).__name__) from None


def _document(about: str, body: bytes) -> Any:
    value = strict_json(about, body)
    try:
        is_canonical = canonical_json(value) == body
    except (ValueError, RecursionError):
        is_canonical = False
    if not is_canonical:
        raise Wrong("json.malformed", about, "spelling")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _number(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError("a number beyond 2^64")
    return int(digits)


def _none(text: str) -> Any:
    raise ValueError(f"{text} is no number here")


def read_manifest(body: bytes) -> Manifest:
    """What the bundle says of itself."""
    told = _Fields(MANIFEST, _document(MANIFEST, body), Manifest._fields)
    files = _Fields(MANIFEST, told.of("files", dict))
    return Manifest(
        told.text("format"),
        told.of("algorithms", dict),
        told.text("subject"),
        told.text("origin"),
        told.text("made_at"),
        {name: files.text(name) for name in files.names},
    )


def read_proofs(body: bytes) -> Proofs:
    """The proofs."""
    told = _Fields(PROOFS, _document(PROOFS, body), Proofs._fields)
    of_map = _Fields(PROOFS, told.of("map", dict), (*Placed._fields, "siblings", "value"))
    entries = [_placed(_Fields(PROOFS, one, Placed._fields)) for one in told.of("entries", list)]
    consistency = None if told.value("consistency") is None else told.hexes("consistency")
    return Proofs(entries, Mapped(_placed(of_map), of_map.hexes("siblings"), of_map.of("value", dict)), consistency)


def _placed(told: _Fields) -> Placed:
    return Placed(told.number("number"), told.text("log"), told.number("position"), told.hexes("path"))


def read_opened(body: bytes) -> list[OpenedField]:
    """The opened fields."""
    fields = [_Fields(OPENED, one, OpenedField._fields) for one in _listed(OPENED, body)]
    return [OpenedField(one.text("entry"), one.text("field"), one.text("value"), one.hexed("salt")) for one in fields]


def read_attachments(body: bytes) -> list[OpenedFile]:
    """The attachments that are in the bundle."""
    return [_opened_file(_Fields(ATTACHMENTS, one, OpenedFile._fields)) for one in _listed(ATTACHMENTS, body)]


def _opened_file(told: _Fields) -> OpenedFile:
    entry, field, file = told.text("entry"), told.text("field"), told.text("file")
    return OpenedFile(entry, field, file, told.text("media_type"), told.text("digest"), told.hexed("salt"))


def _listed(about: str, body: bytes) -> list[Any]:
    value = _document(about, body)
    if type(value) is not list:
        raise Wrong("json.malformed", about, "no list")
    return value


class _Fields:
    """An object of a document, with exactly these names if any are given."""

    def __init__(self, about: str, value: Any, names: Optional[tuple[str, ...]] = None) -> None:
        self._about = about
        if type(value) is not dict or (names is not None and set(value) != set(names)):
            raise Wrong("json.malformed", about, "fields")
        self._value: dict[str, Any] = value

    @property
    def names(self) -> list[str]:
        return list(self._value)

    def value(self, name: str) -> Any:
        return self._value[name]

    def of(self, name: str, kind: type) -> Any:
        value = self._value[name]
        if type(value) is not kind:
            raise Wrong("json.malformed", self._about, ascii(name)[:60])
        return value

    def text(self, name: str) -> str:
        text: str = self.of(name, str)
        return text

    def number(self, name: str) -> int:
        number: int = self.of(name, int)
        if not 0 <= number < 1 << 63:
            raise Wrong("json.malformed", self._about, ascii(name)[:60])
        return number

    def hexed(self, name: str) -> bytes:
        return self._bytes(name, self.of(name, str))

    def hexes(self, name: str) -> list[bytes]:
        return [self._bytes(name, one) for one in self.of(name, list)]

    def _bytes(self, name: str, text: Any) -> bytes:
        if type(text) is not str or _HEX.fullmatch(text) is None:
            raise Wrong("json.malformed", self._about, ascii(name)[:60])
        return bytes.fromhex(text)
