"""Lockout (锁定): five tries that failed within fifteen minutes lock a name for fifteen minutes.

A try is taken before the password is looked at and given back when it fits, so that many guesses at the same time
are no more than five.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST = 5
WINDOW = timedelta(minutes=15)
PAUSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Tries:
    """`at`: tries that were taken and not given back. `locked_until`: no try before."""

    at: tuple[datetime, ...] = ()
    locked_until: datetime | None = None

    @property
    def left(self) -> int:
        """How many more may fail before the lock; 0 once it is locked."""
        return 0 if self.locked_until else MOST - len(self.at)


def locked(tries: Tries, now: datetime) -> bool:
    """Whether no try may be taken now."""
    return tries.locked_until is not None and now < tries.locked_until


def take(tries: Tries, now: datetime) -> Tries:
    """One more try; the fifth within the window locks. Only where not `locked`."""
    recent = (*(one for one in tries.at if now - one < WINDOW), now)
    return Tries((), now + PAUSE) if len(recent) >= MOST else Tries(recent)


def minutes_left(tries: Tries, now: datetime) -> int:
    """Until the lock ends, in full minutes, at least one."""
    left = (tries.locked_until or now) - now
    return max(1, -(-int(left.total_seconds()) // 60))
