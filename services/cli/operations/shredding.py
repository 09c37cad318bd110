"""Erasing an asker's personal data; two people."""

from collections.abc import Callable, Mapping
from typing import Any

from services.cli.embedded import Embedded
from services.intake import erasing
from shared.kernel.actor import Actor


def request(embedded: Embedded, *, no: str, by: str, basis: str) -> dict[str, Any]:
    """Ask for the erasure of everything the asker of this case said."""
    cases = erasing.request(embedded.houses["intake"], no, Actor(by), basis)
    return {"case_no": no, "cases": len(cases), "requested_by": by}


def approve(embedded: Embedded, *, no: str, by: str) -> dict[str, Any]:
    """Agree, as another person; the keys are destroyed."""
    return {"case_no": no, "keys": erasing.approve(embedded.houses["intake"], no, Actor(by)), "approved_by": by}


OPERATIONS: Mapping[str, Callable[..., Any]] = {"shred.request": request, "shred.approve": approve}
