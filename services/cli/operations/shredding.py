"""Erasing an asker's personal data; two people."""

from collections.abc import Callable, Mapping
from time import sleep
from typing import Any

from services.cli.embedded import Embedded
from services.cli.operations.people import acting
from services.intake import erasing
from services.notify.erasing import erase_waiting
from shared.eventlog.clock import monotonic


def request(embedded: Embedded, *, no: str, by: str, basis: str) -> dict[str, Any]:
    """Ask for the erasure of everything the asker of this case said."""
    actor = acting(embedded, by, "erasure.request")
    cases = erasing.request(embedded.houses["intake"], no, actor, basis)
    return {"case_no": no, "cases": len(cases), "requested_by": by}


def approve(embedded: Embedded, *, no: str, by: str) -> dict[str, Any]:
    """Agree, as another person; the keys are destroyed."""
    actor = acting(embedded, by, "erasure.approve")
    keys = erasing.approve(embedded.houses["intake"], no, actor)
    settle(embedded)
    erase_waiting(embedded.houses["notify"])
    return {"case_no": no, "keys": keys, "approved_by": by}


def settle(embedded: Embedded, seconds: float = 60) -> None:
    """Wait until everybody has heard of it, so that files and caches are gone too when the command returns."""
    until = monotonic() + seconds
    while not embedded.idle and monotonic() < until:
        sleep(0.02)


OPERATIONS: Mapping[str, Callable[..., Any]] = {"shred.request": request, "shred.approve": approve}
