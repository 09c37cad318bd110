"""Verifying and exporting logs."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from services.cli.installation import Installation
from services.ledger.reconcile import reconcile
from shared.eventlog.unit import Unavailable
from shared.eventlog.verified import note_verified
from shared.eventlog.verify import verify
from shared.house.house import House


def verify_logs(installation: Installation, *, service: str | None = None) -> dict[str, Any]:
    """Every log (or one), and the ledger's copies beside them. `ok` only without any fault."""
    names = [service] if service else list(installation.houses)
    for name in names:
        known(installation, name)
    logs = [_log(installation, name) for name in names]
    copies = reconcile(installation.houses["ledger"], {name: installation.houses[name].log for name in names})
    _note(installation, logs, copies)
    good = all(not log["faults"] for log in logs) and all(not copy["faults"] for copy in copies)
    return {"ok": good, "logs": logs, "ledger": copies}


def _note(installation: Installation, logs: list[dict[str, Any]], copies: list[dict[str, Any]]) -> None:
    """Keep the result with each log, for the metrics; where it cannot be written, the answer is the same."""
    for log, copy in zip(logs, copies, strict=True):
        house = installation.houses[log["log"]]
        with suppress(Unavailable):
            note_verified(house.log, house.clock(), len(log["faults"]) + len(copy["faults"]))


def _log(installation: Installation, name: str) -> dict[str, Any]:
    house = installation.houses[name]
    verdict = house.world.offload(lambda: verify(house.log))
    return {
        "log": name,
        "entries": verdict.entries,
        "head": verdict.head,
        "faults": [asdict(fault) for fault in verdict.faults],
    }


def export(installation: Installation, *, service: str, after: int = 0) -> list[str]:
    """A page of exact bodies (canonical JSON in UTF-8) after a position."""
    return [entry.body.decode() for entry in known(installation, service).log.tail(after)]


def known(installation: Installation, service: str) -> House:
    """The house of this service; ValueError if there is none."""
    if service not in installation.houses:
        raise ValueError(f"there is no service {service}; known: {', '.join(installation.houses)}")
    return installation.houses[service]


OPERATIONS: Mapping[str, Callable[..., Any]] = {"log.verify": verify_logs, "log.export": export}
