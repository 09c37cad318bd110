"""Renewing a sign-in: each secret renews once; the one before it still counts for a moment, for pages loaded together.

A secret that was used up before comes from a thief, or from the person after a thief was there: the sign-in ends.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

LASTS = timedelta(hours=12)
GRACE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Renewal:
    """`current` and `previous` are SHA-256 (hex) of secrets; `expires_at` ends the sign-in, however often renewed."""

    current: str
    previous: str
    rotated_at: datetime
    expires_at: datetime


class Verdict(Enum):
    ROTATE = "rotate"
    """A new secret takes the place of this one."""
    KEEP = "keep"
    """Renewed by another page a moment ago: a token, but no new secret."""
    REUSED = "reused"
    OVER = "over"


def judge(renewal: Renewal | None, shown: str, now: datetime) -> Verdict:
    """What becomes of a secret with the hash `shown`."""
    if renewal is None or now >= renewal.expires_at:
        return Verdict.OVER
    if shown == renewal.current:
        return Verdict.ROTATE
    if shown == renewal.previous and now - renewal.rotated_at <= GRACE:
        return Verdict.KEEP
    return Verdict.REUSED
