"""The lock of a data folder: one process at a time."""

import fcntl
import os
from pathlib import Path
from typing import IO


class InUse(Exception):
    """Another process has this data folder."""


def lock(folder: Path) -> IO[str]:
    """Hold the data folder for this process; InUse if another has it. Released when the file is closed."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = (folder / "lock").open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise InUse(f"{folder} is in use by a running system") from None
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    return handle
