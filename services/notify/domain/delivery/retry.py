"""How long to wait before the next attempt: longer each time, and not all at the same moment."""

from datetime import timedelta
from hashlib import sha256

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
"""After the first, second, … failed attempt; the last one again and again."""

SPREAD = 4
"""At most a quarter longer: what failed together is not tried again together."""

LONGEST = timedelta(days=1)


def wait(delivery: str, attempt: int, asked: timedelta | None = None) -> timedelta:
    """What the other side asked for (a day at most), never sooner than our own back-off, drawn out by the delivery's id."""
    base = BACK_OFF[min(attempt, len(BACK_OFF)) - 1]
    digest = sha256(f"{delivery}/{attempt}".encode()).digest()
    jitter = base / SPREAD * int.from_bytes(digest[:4], "big") / 2**32
    seconds = int((base + jitter).total_seconds())
    return max(timedelta(seconds=seconds), min(asked or timedelta(0), LONGEST))
