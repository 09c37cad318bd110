"""Surges: more appeals of one kind on a day than chance explains.

For a catalogue item, a place, or both together, the number received on a day is held against the 28 days before. If
appeals come independently at the mean of those days, the chance of so many or more on one day is the upper tail of the
Poisson distribution; below one in a thousand, and with at least five appeals, it is a surge. Days before the first
appeal anywhere do not count as quiet days, and with fewer than seven days of history nothing is said. Working days and
rest days are not told apart: a mean over four weeks holds both.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

WINDOW, HISTORY, LEAST, TAIL = 28, 7, 5, 0.001
Key = tuple[str, str]
"""Catalogue item and place; "" stands for all."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One appeal: its day and what it is about; codes may be empty."""

    day: date
    catalogue: str
    place: str


@dataclass(frozen=True, slots=True)
class Surge:
    """`count` on `day` where `expected` a day were usual; `chance` that it is nothing."""

    catalogue: str
    place: str
    day: date
    count: int
    expected: float
    chance: float


def tail(count: int, mean: float) -> float:
    """The chance of at least `count` of a Poisson distribution with this mean (at most some hundreds)."""
    term, below = exp(-mean), 0.0
    for number in range(count):
        below += term
        term *= mean / (number + 1)
    return max(0.0, 1.0 - below)


def surges(arrivals: Iterable[Arrival], day: date) -> list[Surge]:
    """The surges of this day, the least likely first."""
    told = [one for one in arrivals if day - timedelta(days=WINDOW) <= one.day <= day]
    days = (day - min((one.day for one in told), default=day)).days
    if days < HISTORY:
        return []
    today, before = _counts(told, day, before=False), _counts(told, day, before=True)
    found = [_surge(key, day, count, before[key] / days) for key, count in today.items() if count >= LEAST]
    return sorted((one for one in found if one.chance < TAIL), key=lambda one: (one.chance, one.catalogue, one.place))


def _surge(key: Key, day: date, count: int, expected: float) -> Surge:
    return Surge(*key, day, count, expected, tail(count, expected))


def _counts(arrivals: Iterable[Arrival], day: date, *, before: bool) -> Mapping[Key, int]:
    counts: Counter[Key] = Counter()
    for one in arrivals:
        if (one.day < day) == before:
            counts.update(_keys(one))
    return counts


def _keys(one: Arrival) -> set[Key]:
    return {key for key in ((one.catalogue, ""), ("", one.place), (one.catalogue, one.place)) if any(key)}
