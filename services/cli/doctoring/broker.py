"""The broker: whether it answers, has the services' queues, and whether somebody takes from them."""

from collections.abc import Mapping

from services.cli.catalog import NAMES, spec_of
from services.cli.doctoring.finding import Finding, good, mend
from shared.bus.rabbit.looking import BrokerAway, Waiting, queues_there
from shared.bus.rabbit.topology import DEAD, queues
from shared.bus.wire import Subscription
from shared.edge.green import deadline
from shared.eventlog.entry import PARTITIONS

AWAY = "is the broker up, and are HUYING_BUS_URL and its password right? docs/operations/alerts/BrokerDown.md"


def examined(url: str) -> Finding:
    """Nothing is declared."""
    names = {queue: name for name in NAMES for queue in _queues(name)}
    try:
        found = queues_there(url, (*names, DEAD), deadline)
    except BrokerAway as why:
        return mend("broker", str(why), AWAY)
    return told(names, found)


def told(services: Mapping[str, str], found: Mapping[str, Waiting | None]) -> Finding:
    """`services`: queue → whose it is; `found` has `huying.dead` beside them."""
    if missing := sorted({services[queue] for queue in services if found[queue] is None}):
        said = f"queues of {', '.join(missing)} are not there"
        return mend("broker", said, "huying init makes them, and so does each service's start")
    there = {queue: one for queue, one in found.items() if one is not None}
    left = sorted({services[queue] for queue in services if there[queue].messages and not there[queue].consumers})
    if left:
        return mend(
            "broker", f"messages wait for {', '.join(left)} and nobody takes them", "start it, or look at its log"
        )
    if dead := there[DEAD].messages if DEAD in there else 0:
        return mend("broker", f"{dead} messages in {DEAD}", "docs/operations/alerts/DeadLetterQueueNotEmpty.md")
    waiting = sum(there[queue].messages for queue in services)
    return good("broker", f"{len(services)} queues, {waiting} messages wait in them")


def _queues(name: str) -> list[str]:
    """Their names; what the service hears matters for bindings alone."""
    if spec_of(name).hears_all:
        return queues(Subscription(name, None, 0, NAMES))
    return queues(Subscription(name, frozenset(), PARTITIONS))
