"""The parking lots of all services."""

from collections.abc import Callable, Mapping
from typing import Any

from services.cli.installation import Installation
from services.cli.operations.people import acting
from shared.bus.parking import Waiting
from shared.eventlog.fact import fact_of
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.times import stamp

COMMAND_LINE = Actor("system:cli")


def waiting(
    installation: Installation, *, subject: str | None = None, service: str | None = None
) -> list[dict[str, Any]]:
    """What is parked, service by service in the order of arrival."""
    houses = [house for house in installation.houses.values() if service in (None, house.name)]
    return [_row(one) for house in houses for one in house.lot.waiting(subject)]


def shown(installation: Installation, *, service: str, source: str, position: int) -> dict[str, Any]:
    """One parked message with its envelope; closed fields stay closed."""
    house = _house(installation, service)
    one = _one(house, source, position)
    fact = fact_of(house.lot.message(one).body)
    return {**_row(one), "id": fact.id, "time": stamp(fact.time), "actor": fact.actor.account, "data": dict(fact.data)}


def replay(installation: Installation, *, subject: str, service: str | None = None, by: str = "") -> dict[str, Any]:
    """Handle the parked messages of a subject again, in order, in every service that has some."""
    houses = [house for house in installation.houses.values() if service in (None, house.name)]
    actor = _actor(installation, by)
    counts = {
        house.name: house.lot.replay(subject, house.handle, actor) for house in houses if house.lot.waiting(subject)
    }
    return {"subject": subject, "replayed": counts}


def discard(
    installation: Installation, *, service: str, source: str, position: int, reason: str, by: str = ""
) -> dict[str, Any]:
    """Give one message up for good."""
    house = _house(installation, service)
    one = _one(house, source, position)
    house.lot.discard(one, _actor(installation, by), reason)
    return {**_row(one), "discarded": reason}


def _actor(installation: Installation, account: str) -> Actor:
    """The account, or without one the command line itself, which whoever may read the data folder can use."""
    return acting(installation, account, "parking.manage") if account else COMMAND_LINE


def _house(installation: Installation, service: str) -> House:
    if service not in installation.houses:
        raise ValueError(f"there is no service {service}; known: {', '.join(installation.houses)}")
    return installation.houses[service]


def _one(house: House, source: str, position: int) -> Waiting:
    for one in house.lot.waiting():
        if (one.source, one.position) == (source, position):
            return one
    raise ValueError(f"{house.name} has nothing parked from {source} at {position}; see: huying parking list")


def _row(one: Waiting) -> dict[str, Any]:
    return {
        "service": one.service,
        "source": one.source,
        "position": one.position,
        "subject": one.subject,
        "type": one.type,
        "code": one.code,
        "parked_at": stamp(one.parked_at),
    }


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "parking.list": waiting,
    "parking.show": shown,
    "parking.replay": replay,
    "parking.discard": discard,
}
