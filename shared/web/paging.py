"""Lists by cursor: a page continues after the key of the last row shown, so rows that come meanwhile shift nothing.

A cursor is opaque and not signed: it says only where to go on, never who may see what.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from shared.kernel.times import unstamp
from shared.web.failures import Failure

T = TypeVar("T")
Key = tuple[str | int, ...]
LARGEST = 2**63 - 1
LIMIT = 50
MOST = 200


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """The rows of one page and the cursor of the next, None at the end."""

    items: Sequence[T]
    next_cursor: str | None


def write_cursor(key: Key) -> str:
    """The cursor that goes on after this key."""
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=True).encode()).decode().rstrip("=")


def read_cursor(text: str | None) -> Key | None:
    """The key in a cursor; None for none; Failure 422 `request.cursor` for what is no cursor of ours."""
    if not text:
        return None
    try:
        key = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise Failure(422, "request.cursor") from None
    if not isinstance(key, list) or not all(map(_is_part, key)):
        raise Failure(422, "request.cursor")
    return tuple(key)


def _is_part(value: object) -> bool:
    """A text, or a number that a database can be asked about."""
    return type(value) is str or (type(value) is int and -LARGEST <= value <= LARGEST)


def timed(key: Key | None) -> tuple[datetime, str] | None:
    """Where a list by time and name goes on. Failure 422 `request.cursor` for the key of another list."""
    if key is None:
        return None
    try:
        at, name = (str(part) for part in key)
        return unstamp(at), name
    except ValueError:
        raise Failure(422, "request.cursor") from None


def page(
    fetch: Callable[[Key | None, int], Sequence[T]], key: Callable[[T], Key], cursor: str | None, limit: int = LIMIT
) -> Slice[T]:
    """One page: `fetch(after, count)` gives at most `count` rows after that key; one more is asked for than shown."""
    size = min(max(limit, 1), MOST)
    rows = fetch(read_cursor(cursor), size + 1)
    more = len(rows) > size
    shown = rows[:size]
    return Slice(shown, write_cursor(key(shown[-1])) if more else None)
