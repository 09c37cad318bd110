"""One seed, one or two histories: a wild one, or a script played undisturbed and disturbed, or with timers early and late.

The same seed is the same, step by step.
"""

import gc
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

import structlog

from tests.simulation import building, pairs, wild
from tests.simulation.invariants import faults
from tests.simulation.town import Town

SIZES = ((10, 1), (16, 2), (20, 2), (25, 3), (40, 5), (90, 12))
"""Acts, and cases at most."""
LIKELY = (3, 4, 4, 3, 1.5, 0.5)


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a seed: its towns in the order in which they were played, and what does not hold."""

    seed: int
    towns: tuple[Town, ...]
    faults: list[str]

    @property
    def steps(self) -> int:
        """How many there were in all."""
        return sum(len(town.trace) for town in self.towns)


def tell(seed: int, **changes: Any) -> Told:
    """Play the histories of a seed and look at what is on record. An error is a fault too.

    `changes` are what the towns are made of instead; see `Town`.
    """
    acts, cases = Random(seed).choices(SIZES, LIKELY)[0]
    towns: list[Town] = []
    try:
        if seed % 12 == 0:
            towns += building.calm(seed, **changes), building.calm(seed, **changes)
            found = pairs.play_timers(towns[0], towns[1], seed, acts, cases)
        elif seed % 3 == 0:
            towns += building.calm(seed, **changes), building.rough(seed, **changes)
            found = pairs.play(towns[0], towns[1], seed, acts, cases)
        else:
            towns.append(building.rough(seed, **changes))
            found = faults(wild.play(towns[0], seed, acts, cases))
    except Exception:  # noqa: BLE001 - whatever a history ends with is its fault, told with its seed
        found = [traceback.format_exc()]
    return Told(seed, tuple(towns), found)


@contextmanager
def undistracted() -> Iterator[None]:
    """No lines about what is parked on purpose, and no collecting of garbage in the middle of a history."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        structlog.configure(**before)
