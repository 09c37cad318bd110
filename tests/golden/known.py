"""Every type of entry that today's services can say."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.cli.catalog import specs
from shared.access.reading import reading
from shared.kernel.stored import stored_name

Known = Mapping[tuple[str, str], type]


@dataclass(frozen=True, slots=True)
class Moved:
    """What every service says of its parking lot (`shared.bus.parking`), which has no event class."""

    source: str
    position: int
    id: str
    type: str
    code: str


PARKING = ("message.parked", "message.replayed", "message.discarded")


def known() -> Known:
    """(service, type) → the class it is read into."""
    found: dict[tuple[str, str], type] = {}
    for spec in specs():
        for decider in (*spec.deciders, reading):
            found |= {(spec.name, stored_name(event)): event for event in decider.events}
        found |= {(spec.name, type_): Moved for type_ in PARKING}
    return found
