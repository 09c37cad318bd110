"""The stored name of an event type. Names are for ever; class paths are not."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_NAMES: dict[type, str] = {}


def stored(name: str) -> Callable[[type[T]], type[T]]:
    """Class decorator: events of this class are stored under `name`, such as `appeal.received`."""

    def remember(cls: type[T]) -> type[T]:
        _NAMES[cls] = name
        return cls

    return remember


def stored_name(cls: type) -> str:
    """The stored name of an event class; KeyError if it was never given one."""
    return _NAMES[cls]
