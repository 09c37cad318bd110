"""Doing something again and again for as long as the command runs: the timer of an installation that has no other."""

import time
from collections.abc import Callable

from services.cli.output import say

RETRY_SECONDS = 300


def every(hours: float, look: Callable[[], None], *, sleep: Callable[[float], None] = time.sleep) -> None:
    """Call `look`, wait so many hours, and so on for ever. After an error it is tried again in five minutes: the database may
    be away, and the answer of yesterday must not be the last one."""
    while True:
        began = time.monotonic()
        try:
            look()
        except Exception as error:  # noqa: BLE001 - whatever it is: the next look is what matters
            say(f"could not look ({type(error).__name__}: {error}); the next try is in {RETRY_SECONDS // 60} minutes")
            sleep(RETRY_SECONDS)
        else:
            sleep(max(hours * 3600 - (time.monotonic() - began), 1))
