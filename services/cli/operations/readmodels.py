"""Making read models anew."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from services.cli.installation import Installation
from shared.house.rebuild import derived, rebuild


def rebuilt(installation: Installation, *, name: str, service: str | None = None) -> list[dict[str, Any]]:
    """Make the read model of this name anew, in one service or in all that have one."""
    if service is not None and service not in installation.houses:
        raise ValueError(f"there is no service {service}; known: {', '.join(installation.houses)}")
    having = [
        house
        for house in installation.houses.values()
        if service in (None, house.name) and any(model.name == name for model in house.readmodels)
    ]
    if not having:
        raise ValueError(f"there is no read model {name}; known: {_known(installation, service)}")
    for house in having:
        derived(house, name)  # refused before any of them is begun
    return [asdict(rebuild(house, name)) for house in having]


def _known(installation: Installation, service: str | None) -> str:
    houses = [house for house in installation.houses.values() if service in (None, house.name)]
    return ", ".join(sorted({model.name for house in houses for model in house.readmodels if model.derived}))


OPERATIONS: Mapping[str, Callable[..., Any]] = {"readmodel.rebuild": rebuilt}
