"""Opening periods of one day, as local times."""

from datetime import time
from itertools import pairwise

Period = tuple[time, time]
Periods = tuple[Period, ...]

USUAL: Periods = ((time(9), time(12)), (time(14, 30), time(17, 30)))
REST: Periods = ()


def in_order(periods: Periods) -> bool:
    """Each period ends after it begins, and none begins before the one before it has ended (they may touch)."""
    return all(opens < closes for opens, closes in periods) and all(
        before[1] <= after[0] for before, after in pairwise(periods)
    )
