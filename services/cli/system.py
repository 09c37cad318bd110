"""Reaching the system of a data folder: the running one through its socket, a stopped one by starting it without HTTP."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from services.cli import control
from services.cli.embedded import Embedded, build
from services.cli.operations import OPERATIONS
from services.cli.settings import Settings, settings_of
from services.routing.adopt import adopt
from shared.eventlog.clock import Clock, now
from shared.house.world import InUse, lock

Call = Callable[..., Any]
DRAIN_SECONDS = 3600


@contextmanager
def system(folder: Path) -> Iterator[Call]:
    """`call(operation, **arguments)` on the system of this folder, running or not."""
    folder = folder.absolute()
    try:
        held = lock(folder)
    except InUse:
        with control.connected(folder) as call:
            yield call
        return
    with held, started(folder, settings_of(folder)) as embedded:
        yield lambda operation, **arguments: OPERATIONS[operation](embedded, **arguments)
        drain(embedded)


@contextmanager
def started(folder: Path, settings: Settings, clock: Clock = now) -> Iterator[Embedded]:
    """All services at work without HTTP; the caller holds the folder's lock."""
    embedded = build(folder, settings, clock=clock)
    for house in embedded.houses.values():
        for worker in house.workers:
            threading.Thread(target=worker.run, daemon=True, name=f"inbox/{house.name}").start()
    for house in embedded.houses.values():
        house.relay.start()
    adopt(embedded.houses["routing"], settings.jurisdiction_folder)
    wait_ready(embedded)
    try:
        yield embedded
    finally:
        for house in embedded.houses.values():
            for worker in house.workers:
                worker.stopping = True
        embedded.wire.close()
        for house in embedded.houses.values():
            house.stop()


def wait_ready(embedded: Embedded, seconds: float = 60) -> None:
    """Until every service has adopted the rules."""
    until = time.monotonic() + seconds
    while not all(house.ready for house in embedded.houses.values()):
        if time.monotonic() > until:
            late = ", ".join(name for name, house in embedded.houses.items() if not house.ready)
            raise TimeoutError(f"{late}: the rules were not adopted within {seconds:.0f} s; see the log lines above")
        time.sleep(0.02)


def drain(embedded: Embedded, seconds: float = DRAIN_SECONDS) -> None:
    """Until relays and inboxes are empty."""
    until = time.monotonic() + seconds
    while not embedded.idle and time.monotonic() < until:
        time.sleep(0.01)
