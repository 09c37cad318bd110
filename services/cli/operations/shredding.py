"""Erasing an asker's personal data; two people."""

from collections.abc import Callable, Mapping
from time import sleep
from typing import Any

from services.cli.installation import Installation
from services.cli.operations.people import acting
from services.intake import erasing
from services.notify.erasing import erase_waiting
from shared.eventlog.clock import monotonic


def request(installation: Installation, *, no: str, by: str, basis: str) -> dict[str, Any]:
    """Ask for the erasure of everything the asker of this case said."""
    actor = acting(installation, by, "erasure.request")
    cases = erasing.request(installation.houses["intake"], no, actor, basis)
    return {"case_no": no, "cases": len(cases), "requested_by": by}


def approve(installation: Installation, *, no: str, by: str) -> dict[str, Any]:
    """Agree, as another person; the keys are destroyed."""
    actor = acting(installation, by, "erasure.approve")
    keys = erasing.approve(installation.houses["intake"], no, actor)
    settle(installation)
    erase_waiting(installation.houses["notify"])
    return {"case_no": no, "keys": keys, "approved_by": by}


def settle(installation: Installation, seconds: float = 60) -> None:
    """Wait until everybody has heard of it, so that files and caches are gone too when the command returns."""
    until = monotonic() + seconds
    while not installation.idle and monotonic() < until:
        sleep(0.02)


OPERATIONS: Mapping[str, Callable[..., Any]] = {"shred.request": request, "shred.approve": approve}
