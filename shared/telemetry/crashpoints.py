"""Named points at which a fault test may kill the process: `HUYING_CRASH_AT=relay.committed:12` dies at the 12th pass.

A kill here is SIGKILL to ourselves: nothing is flushed, closed or said.
"""

import os
import signal

POINTS = ("relay.committed", "relay.published", "inbox.handling", "inbox.handled", "vault.keyed")
SENDING = ("notify.begun", "notify.sent")
"""Passed only where messages leave the house: just before one is handed over, and just after."""
TREE = ("tree.planned", "tree.written", "tree.committed")
"""Passed by the ledger's sequencer alone: before its transaction, at the end of it, and just after."""
WITNESSING = ("witness.signed", "witness.kept")
"""Passed only by a witness: a cosignature is made but not yet on record; it is on record but not yet given out."""

_name, _, _count = os.environ.get("HUYING_CRASH_AT", "").partition(":")
_left = int(_count or 1)


def passing(point: str) -> None:
    """Nothing, unless a test asked for the end here."""
    global _left  # noqa: PLW0603 - one counter for the process, only ever set in fault tests
    if point != _name:
        return
    _left -= 1
    if _left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
