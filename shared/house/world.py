"""What the services of one process share: clock, wire, databases, vault, and how blocking work is done."""

import fcntl
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine

from shared.bus.wire import Wire
from shared.eventlog.clock import Clock, now
from shared.eventlog.log import Offload, directly
from shared.vault import Vault
from shared.web.guard import Keys


@dataclass
class World:
    """`keys` are what sites verify with; `services` are all there are,
    `gateways` what services need of the world outside.

    `engine` (reading), `writer` (the committer's) and `vault` give each service its own; `alone`: no other process writes these logs.
    """

    jurisdiction: str
    folder: Path
    wire: Wire
    engine: Callable[[str], Engine]
    writer: Callable[[str], Engine]
    vault: Callable[[str], Vault]
    keys: Keys
    services: tuple[str, ...]
    district: str = ""
    clock: Clock = now
    offload: Offload[Any] = directly
    alone: bool = True
    demo: bool = False
    gateways: Mapping[str, Any] = field(default_factory=dict)


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
