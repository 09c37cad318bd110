"""Saying in time what lapsed. A read model only finds the cases; the decider decides."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from shared.eventlog.unit import Conflict, Unavailable
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment
from shared.telemetry.logs import logger

MOST = 500
Overdue = Callable[[Connection, datetime, int], Sequence[str]]
"""The names of up to so many cases with something that was due before a time and whose lapse was not said; the longest
overdue first."""


def say_lapses(house: House, overdue: Overdue, command: Callable[[str, Moment], object]) -> int:
    """Say the lapses that are due by now, one case after another; in how many cases. One never stops the others."""
    if not house.ready:
        return 0
    with house.engine.connect() as connection:
        names = overdue(connection, house.clock(), MOST)
    return sum(_said(house, name, command) for name in names)


def timer(service: str) -> Actor:
    """In whose name a service says its lapses."""
    return Actor(f"system:{service}")


def _said(house: House, name: str, command: Callable[[str, Moment], object]) -> bool:
    try:
        return bool(house.execute(command(name, house.moment(timer(house.name)))))
    except (Rejected, Conflict, Unavailable) as trouble:
        logger("lapse").warning(
            "a lapse was not said",
            service=house.name,
            case=name,
            reason=repr(trouble),
            next_step="it is tried again at the next turn; any deed on the case says it too",
        )
        return False
