"""The scheduler: which of the steps that are possible comes next. Slow services mostly wait."""

from random import Random

from tests.simulation.rules import CASEWORK
from tests.simulation.town import Town

PATIENT = 0.9


class Scheduler:
    """Steps of one town, from one seed."""

    def __init__(self, town: Town, rng: Random, slow: tuple[str, ...]) -> None:
        self._town, self._rng, self._slow = town, rng, slow

    def step(self) -> bool:
        """One relay publishes, or one service hears; False if there is nothing to do."""
        town, rng = self._town, self._rng
        relays = [name for name, node in town.nodes.items() if node.relay.behind]
        queues = list(town.lanes.full)
        if self._slow and rng.random() < PATIENT:
            relays = [name for name in relays if name not in self._slow] or relays
            queues = [queue for queue in queues if queue[0] not in self._slow] or queues
        if not relays and not queues:
            return False
        chosen = rng.randrange(len(relays) + len(queues))
        if chosen < len(relays):
            town.relay(relays[chosen], rng.choice((1, 3, 20)))
            if rng.random() < 0.2:
                town.nodes[relays[chosen]].save()
        else:
            town.hear(queues[chosen - len(relays)], rng.choice((1, 2, 8, 64)))
        return True

    def accident(self) -> None:
        """Now and then: a service ends, sends old entries again, or its timer runs."""
        town, rng = self._town, self._rng
        what = rng.random()
        if what < 0.3:
            town.crash(rng.choice(list(town.nodes)))
        elif what < 0.7:
            self._resend(rng.choice(list(town.nodes)))
        else:
            town.fire(rng.choice(CASEWORK))

    def _resend(self, service: str) -> None:
        relay = self._town.nodes[service].relay
        if relay.read_to:
            after, count = self._rng.randrange(relay.read_to), self._rng.choice((1, 5))
            self._town.trace.append(("resend", service, after, count))
            relay.resend(after, min(count, relay.read_to - after))
