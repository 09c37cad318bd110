"""Verifying and exporting logs."""

from collections.abc import Callable, Mapping
from typing import Any

from services.cli.installation import Installation
from services.cli.stores import VAULTED
from services.cli.verifying import noted
from services.ledger.checking.whole import Asked, verify
from services.ledger.tree import keys
from shared.house.house import House


def verify_logs(installation: Installation, *, service: str | None = None) -> dict[str, Any]:
    """Every log (or one) beside the ledger's copies, and the tree over them. `ok` only without any fault."""
    ledger = installation.houses["ledger"]
    path = ledger.world.gateways.get(keys.GATEWAY)
    own = keys.read(path).verifiers if path and path.exists() else ()
    asked = Asked(services=(service,) if service else (), own_keys=own, vault=installation.houses[VAULTED].vault.engine)
    engines = {name: house.engine for name, house in installation.houses.items()}
    verdict: dict[str, Any] = ledger.world.offload(lambda: verify(engines, ledger.world.jurisdiction, asked))
    noted(engines, verdict, ledger.clock())
    return verdict


def export(installation: Installation, *, service: str, after: int = 0) -> list[str]:
    """A page of exact bodies (canonical JSON in UTF-8) after a position."""
    return [entry.body.decode() for entry in known(installation, service).log.tail(after)]


def known(installation: Installation, service: str) -> House:
    """The house of this service; ValueError if there is none."""
    if service not in installation.houses:
        raise ValueError(f"there is no service {service}; known: {', '.join(installation.houses)}")
    return installation.houses[service]


OPERATIONS: Mapping[str, Callable[..., Any]] = {"log.verify": verify_logs, "log.export": export}
