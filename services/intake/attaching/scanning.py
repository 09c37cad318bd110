"""The virus scan: a program of the installation's own, fed the bytes on its standard input.

`HUYING_SCAN_COMMAND` names it, with arguments as in a shell; without it nothing is scanned. Exit code 0 clean,
1 infected; anything else, and a program that cannot be run or takes too long, means: try later.
"""

import os
import shlex
import subprocess
from collections.abc import Mapping
from enum import Enum

VARIABLE = "HUYING_SCAN_COMMAND"
SECONDS = 60


class Verdict(Enum):
    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


EXITS = {0: Verdict.CLEAN, 1: Verdict.INFECTED}


def scan(content: bytes, environment: Mapping[str, str] = os.environ, seconds: float = SECONDS) -> Verdict:
    """What the program says of these bytes."""
    silent = subprocess.DEVNULL
    try:
        command = shlex.split(environment.get(VARIABLE, ""))
        if not command:
            return Verdict.CLEAN
        done = subprocess.run(command, input=content, stdout=silent, stderr=silent, timeout=seconds, check=False)  # noqa: S603 — the operator's own program
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return Verdict.UNKNOWN
    return EXITS.get(done.returncode, Verdict.UNKNOWN)
