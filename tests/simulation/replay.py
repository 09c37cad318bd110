"""A script played again with crashes, duplicates, delays and faults: people act at the same logical points.

Within a burst anything may be late; before the next burst intake, routing and supervision have heard everything.
Notify and the ledger may be days behind. Somebody acts when all they did before about the case is done and they see
what they saw in the script. What others decide by must have arrived where the act is decisive, as it had then.
"""

from collections import deque
from datetime import timedelta
from random import Random

from tests.simulation.people.deeds import DEEDS
from tests.simulation.rules import CASEWORK
from tests.simulation.script import Burst, Line, Script, seen_of
from tests.simulation.steps import Scheduler
from tests.simulation.town import Town
from tests.simulation.trouble import Trouble, drawn, services_slow
from tests.simulation.wild import settled

TICK = timedelta(milliseconds=500)
PATIENCE = 5_000
"""Steps without an act, after which people wait for what never comes."""


class Replay:
    """One disturbed history of a script."""

    def __init__(self, town: Town, seed: int) -> None:
        self._town, self._rng = town, Random(seed)
        self._scheduler = Scheduler(town, self._rng, services_slow(self._rng))
        self._trouble = Trouble(town, drawn(self._rng), self._rng)
        self._accidents = self._rng.choice((0.0, 0.02, 0.05))
        town.ground.choose = self._rng.choice
        self._decisive: set[int] = set()

    def play(self, script: Script) -> Town:
        """All bursts; then everything is settled."""
        self._town.visited_by(self._trouble)
        for burst in script:
            self._burst(burst)
        self._trouble.mend()
        return settled(self._town)

    def _burst(self, burst: Burst) -> None:
        town, rng = self._town, self._rng
        town.clock.forward(burst.at)
        people: dict[int, deque[Line]] = {}
        for line in burst.lines:
            people.setdefault(line.act.case.slot, deque()).append(line)
        waited = 0
        while people or not town.quiet(CASEWORK):
            waited += 1
            assert waited < PATIENCE, f"{[lines[0] for lines in people.values()]} wait for what never comes"
            if rng.random() < self._accidents:
                self._scheduler.accident()
            elif people and rng.random() < 0.4:
                waited = 0 if self._somebody(people) else waited
            elif not self._scheduler.step():
                self._operator()
            town.clock.pass_by(TICK)

    def _somebody(self, people: dict[int, deque[Line]]) -> bool:
        """Somebody acts, if it is their turn; whether they did."""
        slot = self._rng.choice(list(people))
        line = people[slot][0]
        if not self._ready(line):
            return False
        outcome = self._town.act(line.act, line.twice)
        if outcome is None:
            return True  # their service ended before it was done: they try again
        assert outcome == line.outcome, f"{line.act} came to {outcome}, undisturbed to {line.outcome}"
        self._decisive.discard(slot)
        if DEEDS[line.act.deed].decisive:
            self._decisive.add(slot)
        people[slot].popleft()
        if not people[slot]:
            del people[slot]
        return True

    def _ready(self, line: Line) -> bool:
        town, act = self._town, line.act
        if seen_of(town, act) != line.seen:
            return False
        decisive = DEEDS[act.deed].decisive or act.case.slot in self._decisive
        return not (decisive and town.under_way(town.case_no(act.case), CASEWORK))

    def _operator(self) -> None:
        """Nothing moves any more: what is parked is mended and replayed."""
        self._trouble.mend()
        for service in CASEWORK:
            self._town.replay(service)
