"""Between event objects and the data of entries: what a service says, and how it reads it again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

import msgspec

from shared.kernel.stored import stored_name
from shared.kernel.text import Closed, Home, Private, Text
from shared.kernel.times import stamp

Close = Callable[[Text, str], Closed]


class Speech:
    """The event classes of one service by their stored names."""

    def __init__(self, classes: Iterable[type]) -> None:
        self._classes: dict[str, type] = {}
        for cls in classes:
            if self._classes.setdefault(stored_name(cls), cls) is not cls:
                raise ValueError(f"two classes of events are stored as {stored_name(cls)}")

    def event(self, type_: str, data: Mapping[str, Any]) -> Any:
        """The event object of an entry's data (homes made explicit); KeyError for a type that is not ours."""
        return read_into(self._classes[type_], data)


_names: dict[type, tuple[str, ...]] = {Closed: ()}


def names(cls: type) -> tuple[str, ...]:
    """The names of a dataclass's fields; none for any other class, and for a closed field, which is a value."""
    if cls not in _names:
        _names[cls] = tuple(field.name for field in fields(cls)) if is_dataclass(cls) else ()
    return _names[cls]


def texts(value: Any) -> Iterable[Text]:
    """Every open text in an event."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    else:
        for name in names(type(value)):
            yield from texts(getattr(value, name))


def plain(event: Any, own: Home, close: Close) -> dict[str, Any]:
    """The data of an event: times as text, texts closed by `close(text, path)`; `own` tells whose homes are implicit."""
    return {name: _plain(getattr(event, name), name, own, close) for name in names(type(event))}


def _plain(value: Any, path: str, own: Home, close: Close) -> Any:
    kind = type(value)
    if value is None or kind is str or kind is bool or kind is int:
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, Text):
        return closed_data(close(value, path), own)
    if isinstance(value, Closed):
        return closed_data(value, own)
    if isinstance(value, tuple):
        return [_plain(item, f"{path}.{index}", own, close) for index, item in enumerate(value)]
    if is_dataclass(value):
        return {name: _plain(getattr(value, name), f"{path}.{name}", own, close) for name in names(type(value))}
    raise TypeError(f"{path}: {type(value).__name__} cannot stand in an event")


def closed_data(closed: Closed, own: Home | None = None) -> dict[str, Any]:
    """A closed field as it stands in an entry; the home is left out where it is the entry's own."""
    data: dict[str, Any] = {
        "key": closed.key,
        "version": closed.version,
        "nonce": closed.nonce,
        "cipher": closed.cipher,
        "digest": closed.digest,
    }
    if closed.same is not None:
        data["same"] = closed.same
    home = closed.home
    if own is None or (home.subject, home.id) != (own.subject, own.id):
        data["home"] = {"subject": home.subject, "id": home.id, "path": home.path}
    return data


def read_into(cls: type, data: Mapping[str, Any]) -> Any:
    """An object of a frozen dataclass from data; unknown fields are ignored. msgspec.ValidationError names the field."""
    return msgspec.convert(data, type=cls, dec_hook=_private)


def _private(kind: type, value: Any) -> Any:
    if kind is Private:
        return msgspec.convert(value, type=Closed)
    raise TypeError(f"{kind.__name__} is not a type of an entry's field")
