"""A wild history: people act on what they happen to see, and anything may be late, doubled, broken or ended."""

from datetime import timedelta
from random import Random

from shared.testing.simulation.mischief import Peace
from tests.simulation.erasing import erase, finish_erasures
from tests.simulation.people.menu import choose
from tests.simulation.rules import CASEWORK
from tests.simulation.steps import Scheduler
from tests.simulation.town import Town
from tests.simulation.trouble import Trouble, drawn, services_slow

PAUSES = (1, 30, 300, 3_600, 4 * 3_600, 26 * 3_600)
"""Seconds between two acts."""
ERASED = 0.003
"""After an act: how often an asker has everything erased."""
LONG = timedelta(days=120)
"""After which everything that was due is past."""


def play(town: Town, seed: int, acts: int, cases: int) -> Town:
    """So many acts about at most so many cases."""
    rng = Random(seed)
    scheduler = Scheduler(town, rng, services_slow(rng))
    trouble = Trouble(town, drawn(rng), rng, lambda: town.act(choose(town, rng, cases, wide=True)))
    accidents, timers = rng.choice((0.0, 0.02, 0.05)), rng.choice((0.0, 0.1, 0.3))
    town.ground.choose = rng.choice
    town.visited_by(trouble)
    while acts:
        if rng.random() < accidents:
            scheduler.accident()
        elif rng.random() < 0.25 or not scheduler.step():
            town.act(choose(town, rng, cases, wide=True), rng.random() < 0.05)
            acts -= 1
            if rng.random() < ERASED:
                erase(town, rng.choice(town.cases))
            town.clock.pass_by(timedelta(seconds=rng.choice(PAUSES)))
            if rng.random() < timers:
                town.fire(rng.choice(CASEWORK))
    trouble.mend()
    return settled(town)


def settled(town: Town) -> Town:
    """Nothing goes wrong any more: all is delivered and replayed, and all that was due has lapsed."""
    town.visited_by(Peace())
    finish_erasures(town)
    finish(town)
    said = -1
    while said < (said := sum(len(node.log.entries) for node in town.nodes.values())):
        town.clock.pass_by(LONG)
        for service in CASEWORK:
            town.fire(service)
        finish(town)
    return town


def finish(town: Town) -> None:
    """Deliver and replay until nothing is under way."""
    town.deliver()
    while any(node.log.parked for node in town.nodes.values()):
        for name in town.nodes:
            town.replay(name)
        town.deliver()
