"""eventlet's patch of the standard library; first of all in every process that runs services."""

import ctypes
import gc
import sys
from contextlib import suppress
from typing import Any

import eventlet

SWITCH = 0.0005
"""Seconds after which a thread that commits gets the interpreter back from busy greenthreads (Python's own: 0.005)."""
YOUNG = (50_000, 20, 50)
"""An order makes thousands of short-lived objects without cycles: looking for cycles every 700 is work for nothing."""

ARENA_MAX, ARENAS = -8, 2
"""glibc's M_ARENA_MAX (mallopt(3)). It would give each of twenty threads a heap that keeps what its largest work took."""


def patch() -> None:
    """Patch everything, psycopg2 included; naming a part would leave out the rest."""
    eventlet.monkey_patch()
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(*YOUNG)
    with suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS)


def deadline(seconds: float) -> Any:
    """Ends any waiting of a greenthread in the block after this time with TimeoutError."""
    return eventlet.Timeout(seconds, TimeoutError(f"no answer within {seconds:.0f} s"))
