"""Examples of an event class: everything given, nothing given, closed elsewhere. From the types of its fields."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from shared.house.speech import plain
from shared.kernel.text import Closed, Home, Private, asker_key
from shared.vault.longtexts import DETACHED
from tests.golden.values import ASKER, CASE, ITEMS, NUMBERS, TEXTS, TIME

ELSEWHERE = Home(CASE, "01a17af8-ac00-7a11-8b22-1c2d3e4f5a6b", "")
NOBODY = Home("", "", "")


@dataclass(frozen=True, slots=True)
class Variant:
    """`given`: optional fields are set and lists have an item; `home`: where texts were closed; `compared`: with a tag;

    `long`: what is encrypted is kept beside the log.
    """

    given: bool
    home: Home
    compared: bool = False
    long: bool = False


def variants(own: Home) -> tuple[Variant, ...]:
    """What tells shapes apart, for an entry whose own fields have this home."""
    given = (
        Variant(True, own),
        Variant(True, ELSEWHERE),
        Variant(True, own, compared=True),
        Variant(True, own, long=True),
    )
    return (*given, Variant(False, own))


def examples(cls: type, own: Home) -> Iterator[dict[str, Any]]:
    """The data of an entry of this class, once for each variant."""
    for variant in variants(own):
        yield plain(example(cls, variant), own, _already_closed)


def example(cls: Any, variant: Variant) -> Any:
    """An event. TypeError for a field of a type that no entry has."""
    hints = get_type_hints(cls)
    return cls(**{field.name: _value(field.name, hints[field.name], variant) for field in fields(cls)})


def _value(name: str, kind: Any, variant: Variant) -> Any:
    if get_origin(kind) in (Union, UnionType):
        kind = _chosen(get_args(kind), variant)
    if get_origin(kind) is tuple:
        (item, _) = get_args(kind)
        return (_item(name, item, variant),) if variant.given else ()
    if is_dataclass(kind) and kind is not Closed:
        return example(kind, variant)
    if isinstance(kind, type) and issubclass(kind, Private):
        return _closed(name, variant)
    plainly = {NoneType: None, bool: variant.given, int: NUMBERS.get(name, 1), str: TEXTS.get(name, name)}
    return TIME if kind is datetime else plainly[kind]


def _item(name: str, kind: Any, variant: Variant) -> Any:
    return ITEMS[name] if kind is str else _value(name, kind, variant)


def _chosen(kinds: tuple[Any, ...], variant: Variant) -> Any:
    others = [kind for kind in kinds if kind is not NoneType]
    return others[0] if variant.given or len(others) == len(kinds) else NoneType


def _closed(name: str, variant: Variant) -> Closed:
    """What looks like an encrypted field; nothing is inside."""
    noise = sha256(f"golden {name}".encode()).digest()
    home = Home(variant.home.subject, variant.home.id, name)
    same = sha256(noise).hexdigest() if variant.compared else None
    cipher = DETACHED + noise.hex() if variant.long else _base64(noise * 2)
    return Closed(asker_key(ASKER), 1, _base64(noise[:12]), cipher, noise.hex(), home, same)


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _already_closed(_text: Any, path: str) -> Closed:
    raise TypeError(f"{path}: an example holds no open text")
