"""The one place that asks the machine for the time and for new identifiers."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present, in UTC with microseconds."""
    return datetime.now(UTC)


def uuid7(at: datetime) -> str:
    """A UUID version 7 (RFC 9562) whose time part is `at`; the rest is random."""
    milliseconds = int(at.timestamp() * 1000)
    value = milliseconds.to_bytes(6, "big") + os.urandom(10)
    number = int.from_bytes(value, "big") & ~(0xF << 76) & ~(0x3 << 62) | (0x7 << 76) | (0x2 << 62)
    return str(UUID(int=number))


def monotonic() -> float:
    """Seconds that never go back, for durations alone."""
    return time.monotonic()
