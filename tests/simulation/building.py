"""The towns of a seed: how each is made is part of the seed."""

from typing import Any

from shared.testing.simulation.sealing import RealSealing
from tests.simulation.rules import SERVICES
from tests.simulation.town import Town


def calm(seed: int, **changes: Any) -> Town:
    """For an undisturbed history."""
    return Town(services=_services(seed), **changes)


def rough(seed: int, **changes: Any) -> Town:
    """A third run as one process; one in eight writes real bytes."""
    sealing = RealSealing() if seed % 8 == 0 else None
    return Town(keeps=seed % 5 > 1, sealing=sealing, services=_services(seed), **changes)


def _services(seed: int) -> tuple[str, ...]:
    """In half of the histories there is no notify: it only listens, and costs a third."""
    return SERVICES if seed % 2 else tuple(name for name in SERVICES if name != "notify")
