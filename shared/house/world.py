"""What the services of one process share: clock, wire, databases, vault, and how blocking work is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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

    `engine` (reading), `writer` (the committer's) and `vault` give each service its own; `alone`: no other process
    writes these logs; `makes_log`: the log's tables are made here, not by an owner with `huying init`.
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
    makes_log: bool = True
    demo: bool = False
    gateways: Mapping[str, Any] = field(default_factory=dict)
