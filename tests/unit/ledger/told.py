"""Entries of one case as a test makes them up, and what a standing shows of its duties."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from services.ledger.domain.standing import Standing, standing_of
from shared.kernel.actor import Actor
from shared.kernel.times import stamp

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
RULES = "111111111111+222222222222"


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


class Told(NamedTuple):
    """An entry."""

    service: str
    type: str
    time: datetime
    recorded_at: datetime
    actor: Actor
    data: Mapping[str, Any]


def said(hours: float, type_: str, *duties: Mapping[str, str], by: str = "wang", **data: Any) -> Told:
    """What a service said so many hours after noon; round and unit are 1 and housing unless they are given."""
    head = type_.partition(".")[0]
    service = {"appeal": "intake", "callback": "supervision", "card": "supervision"}.get(head, "routing")
    whole = {"round": 1, "unit": "housing", **data, **({"duties": list(duties)} if duties else {})}
    return Told(service, type_, at(hours), at(hours), Actor(by, "housing", "经办人"), whole)


def due(duty: str, hours: float, unit: str = "housing") -> Mapping[str, str]:
    """A duty in an entry, due so many hours after noon."""
    return {"duty": duty, "unit": unit, "due_at": stamp(at(hours)), "limit": duty, "rules": RULES}


def lapse(type_: str, duty: str, hours: float, **data: Any) -> Told:
    """A lapse of a duty that was due at this hour."""
    return said(hours, type_, duty=duty, due_at=stamp(at(hours)), **data)


def running(*entries: Told) -> dict[str, float]:
    """Duty → due so many hours after noon, of what runs after these entries; `~` before what sleeps."""
    return {
        f"{'~' if one.asleep else ''}{one.duty}": (one.due_at - NOON) / timedelta(hours=1)
        for one in standing_of(entries).running
    }


def ends(*entries: Told) -> dict[str, str]:
    """Duty → how it ended."""
    return ended(standing_of(entries))


def ended(standing: Standing) -> dict[str, str]:
    return {one.duty: one.end for one in standing.over}
