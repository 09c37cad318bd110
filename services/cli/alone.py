"""A system worked on without HTTP: a stopped folder's, started for the time of a command, or the real installation."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from services.cli import environment
from services.cli.catalog import NAMES
from services.cli.embedded import build
from services.cli.installation import Installation
from services.cli.recovery.looking import marked
from services.cli.settings import Settings
from services.ledger.tree.sequencer import sequence_all
from services.routing.adopt import adopt
from shared.eventlog.clock import Clock, now
from shared.house.house import House
from shared.telemetry import traces
from shared.telemetry.logs import logger

log = logger("cli")
DRAIN_SECONDS = 3600


@contextmanager
def reached(where: environment.Environment) -> Iterator[Installation]:
    """All services of the real installation, whether they run or not: what is said here is published by those that run."""
    from services.cli import real  # noqa: PLC0415 - broker and PostgreSQL are not loaded where there are none

    traces.configure()
    installation = real.build(where, NAMES)
    try:
        yield installation
    finally:
        installation.close_wire()
        for house in installation.houses.values():
            house.stop()
        traces.stop()


@contextmanager
def started(folder: Path, settings: Settings, clock: Clock = now) -> Iterator[Installation]:
    """All services at work without HTTP; the caller holds the folder's lock."""
    traces.configure()
    installation = build(folder, settings, clock=clock)
    for house in installation.houses.values():
        for worker in house.workers:
            threading.Thread(target=worker.run, daemon=True, name=f"inbox/{house.name}").start()
    for house in installation.houses.values():
        house.relay.start()
    if not marked(installation.houses):  # who is behind adopts nothing; questions are answered all the same
        adopt(installation.houses["routing"], settings.jurisdiction_folder)
        wait_ready(installation)
    try:
        yield installation
    finally:
        for house in installation.houses.values():
            for worker in house.workers:
                worker.stopping = True
        installation.close_wire()
        for house in installation.houses.values():
            house.stop()
        traces.stop()


def wait_ready(installation: Installation, seconds: float = 60) -> None:
    """Until every service has adopted the rules, or cannot because they are parked there: then that is said."""
    until = time.monotonic() + seconds
    while late := [house for house in installation.houses.values() if not house.ready]:
        if parked := [house for house in late if _rules_parked(house)]:
            _say_parked(parked)
            return
        if time.monotonic() > until:
            names = ", ".join(house.name for house in late)
            raise TimeoutError(f"{names}: the rules were not adopted within {seconds:.0f} s; see the log lines above")
        time.sleep(0.02)


def _rules_parked(house: House) -> list[str]:
    """The subjects of the rules this service was told and has parked."""
    return sorted({one.subject for one in house.lot.waiting() if one.type == "rules.adopted"})


def _say_parked(houses: Sequence[House]) -> None:
    for house in houses:
        for subject in _rules_parked(house):
            log.error("rules parked", service=house.name, case=subject, next_step=f"huying parking replay {subject}")


def drain(installation: Installation, seconds: float = DRAIN_SECONDS) -> None:
    """Until relays and inboxes are empty; while a service is behind the ledger, they are not."""
    if not marked(installation.houses):
        settle(installation, seconds)


def seal(installation: Installation) -> None:
    """Take what the ledger was told into its tree, which its timer does in a system that runs."""
    if not marked(installation.houses):
        sequence_all(installation.houses["ledger"], time.sleep)
        settle(installation)


def settle(installation: Installation, seconds: float = DRAIN_SECONDS) -> None:
    """The same for who knows that none is behind, as a folder just begun: without asking each time."""
    until = time.monotonic() + seconds
    while not installation.idle and time.monotonic() < until:
        time.sleep(0.01)
