"""The shape of an entry's data: what kind of value stands at which place."""

from collections.abc import Iterator, Mapping
from typing import Any

from shared.vault.longtexts import DETACHED

Shape = frozenset[str]


def shape(data: Mapping[str, Any]) -> Shape:
    """`unit: str`, `phone: null`, `phone: closed`, `phone.home: there`, `duties: list`, `duties.*.due_at: str`, …"""
    return frozenset(kind for name, value in data.items() for kind in _kinds(name, value))


def _kinds(place: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict) and "cipher" in value:
        yield f"{place}: closed"
        yield from (f"{place}.{name}: there" for name in ("home", "same") if name in value)
        if value["cipher"].startswith(DETACHED):
            yield f"{place}.cipher: named"
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _kinds(f"{place}.{name}", item)
    elif isinstance(value, list):
        yield f"{place}: list"
        for item in value:
            yield from _kinds(f"{place}.*", item)
    else:
        yield f"{place}: {'null' if value is None else type(value).__name__}"
