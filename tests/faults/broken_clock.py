"""`huying` whose clock is wrong by the seconds written in the file CLOCK_OFFSET names, read at every look.

Run as a program in place of `-m services.cli`; the product knows nothing of it.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from services.cli import real
from services.cli.__main__ import main  # first: it lets eventlet patch the standard library
from shared.eventlog.clock import now as right

OFFSET = Path(os.environ["CLOCK_OFFSET"])


def wrong() -> datetime:
    """The present as a machine with a bad clock has it."""
    return right() + timedelta(seconds=float(OFFSET.read_text()))


if __name__ == "__main__":
    vars(real)["now"] = wrong
    main()
