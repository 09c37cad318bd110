"""The broker's queues before a whole installation is restored: what lies in them is of a world that is gone."""

from services.cli import alone
from services.cli.catalog import NAMES, spec_of
from services.cli.environment import Environment
from shared.bus.rabbit.emptying import waiting_in
from shared.bus.rabbit.wire import declare_all
from shared.bus.wire import Subscription
from shared.edge.green import deadline
from shared.eventlog.entry import PARTITIONS


def refuse_full_queues(environment: Environment, *, empty: bool) -> None:
    """ValueError if anything waits there, unless it is to be thrown away (`empty`).

    What the restored logs say is carried again from the logs; what they do not say any more, nobody may hear.
    """
    count = waiting_in(environment.bus, [_queues(name) for name in NAMES], deadline, empty=empty)
    if count and not empty:
        raise ValueError(
            f"the broker still holds {count} messages from before: if their logs are lost, say --empty-queues; "
            "if they are not, restore only what is missing, with --service"
        )


def declare_queues(environment: Environment) -> None:
    """Queues and bindings of all services, so that nobody misses what is said before its first start."""
    with alone.reached(environment) as installation:
        declare_all(environment.bus, [house.subscription for house in installation.houses.values()], deadline)


def _queues(name: str) -> Subscription:
    """The same queues as `House.subscription`, which cannot be asked before there are databases; nothing is bound."""
    if spec_of(name).hears_all:
        return Subscription(name, None, 0, NAMES)
    return Subscription(name, frozenset(), PARTITIONS)
