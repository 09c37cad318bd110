"""Seeded trouble: crashes, others who come between two steps, and messages that cannot be handled."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from shared.testing.simulation.mischief import Broken, Crash
from tests.simulation.rules import CASEWORK, SERVICES
from tests.simulation.timers import TIMERS
from tests.simulation.town import Town

Key = tuple[str, str, int]
FOR_GOOD = 10**6
MOST_CRASHES = 8
"""In one history: a wire that forgets is filled anew by each, and must be given the time to be emptied."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How often: `crash` at each point passed; `between` before each commit; `broken` of all messages."""

    crash: float
    between: float
    broken: float


def drawn(rng: Random) -> Rates:
    """Some histories are rough, some have one kind of trouble, some have none."""
    crash = rng.choice([0, 0, 0.004, 0.02])
    return Rates(crash, rng.choice([0, 0.1, 0.4]), rng.choice([0, 0, 0.01, 0.04]))


class Trouble:
    """A broken message fails a few times, or until it is mended. `somebody` acts when they come between two steps."""

    def __init__(self, town: Town, rates: Rates, rng: Random, somebody: Callable[[], object] | None = None) -> None:
        self._somebody = somebody
        self._town, self._rates, self._rng = town, rates, rng
        self._fails: dict[Key, int] = {}
        self._crashes = MOST_CRASHES
        self._depth = 0

    def passing(self, service: str, point: str) -> None:
        """A crash, or another message handled between deciding and committing."""
        if self._crashes and self._rates.crash and self._rng.random() < self._rates.crash:
            self._crashes -= 1
            raise Crash(service, point)
        if point == "log.committing" and not self._depth and self._rng.random() < self._rates.between:
            self._between(service)

    def handling(self, service: str, source: str, position: int) -> None:
        """Whether a message is broken is settled when it is first seen. The ledger always understands itself."""
        if not self._rates.broken or service == source:
            return
        key = service, source, position
        if key not in self._fails:
            broken = self._rng.random() < self._rates.broken
            self._fails[key] = self._rng.choice([1, 2, FOR_GOOD]) if broken else 0
        if self._fails[key]:
            self._fails[key] -= 1
            raise Broken(f"{source} {position}")

    def mend(self) -> None:
        """The causes are found: what is parked can be replayed."""
        self._fails = dict.fromkeys(self._fails, 0)

    def _between(self, service: str) -> None:
        """Another worker of the same service comes first, or its timer, or (where people act freely) somebody."""
        self._depth += 1
        try:
            who = self._rng.random()
            if who < 0.2 and service in TIMERS:
                self._town.fire(service)
            elif who < 0.5 and self._somebody:
                self._somebody()
            else:
                self._worker(service)
        finally:
            self._depth -= 1

    def _worker(self, service: str) -> None:
        at_work = self._town.nodes[service].at_work
        queues = [queue for queue in self._town.lanes.full if queue[0] == service and queue[1] not in at_work]
        if queues:
            self._town.hear(self._rng.choice(queues), 1)


def services_slow(rng: Random) -> tuple[str, ...]:
    """Whose turn comes rarely in this history: more often those who only listen."""
    return tuple(name for name in SERVICES if rng.random() < (0.25 if name in CASEWORK else 0.5))
