"""Verifying and exporting logs."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from services.cli.installation import Installation
from services.ledger.reconcile import reconcile
from shared.eventlog.verify import verify
from shared.house.house import House


def verify_logs(installation: Installation, *, service: str | None = None) -> dict[str, Any]:
    """Every log (or one), and the ledger's copies beside them. `ok` only without any fault."""
    names = [service] if service else list(installation.houses)
    for name in names:
        known(installation, name)
    logs = [_log(installation, name) for name in names]
    copies = reconcile(installation.houses["ledger"], {name: installation.houses[name].log for name in names})
    good = all(not log["faults"] for log in logs) and all(not copy["faults"] for copy in copies)
    return {"ok": good, "logs": logs, "ledger": copies}


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
