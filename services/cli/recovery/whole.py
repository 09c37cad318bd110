"""Catching up a whole installation: the services of a data folder, or those on real servers."""

from pathlib import Path
from typing import Any

from services.cli import alone, embedded, environment
from services.cli.operations.logs import verify_logs
from services.cli.recovery.catch_up import catch_up
from services.cli.settings import settings_of

Said = dict[str, Any]


def of_folder(folder: Path) -> tuple[Said, Said]:
    """With nothing running; the caller holds the folder. What was caught up, and what `log verify` says afterwards.

    Before it is verified, everything said is carried to all who hear it.
    """
    settings = settings_of(folder)
    installation = embedded.build(folder, settings)
    try:
        result = catch_up(installation.houses)
    finally:
        installation.close_wire()
        for house in installation.houses.values():
            house.stop()
    with alone.started(folder, settings) as working:
        alone.drain(working)
        return result, verify_logs(working)


def of_servers() -> tuple[Said, Said]:
    """The same beside the services, which wait while they are marked and carry afterwards what was said."""
    with alone.reached(environment.read()) as installation:
        return catch_up(installation.houses), verify_logs(installation)
