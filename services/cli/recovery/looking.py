"""Which logs are behind what others heard of them: looked at before every start, without loading any service."""

from collections.abc import Mapping

from services.cli.recovery.copies import Copies
from shared.eventlog.behind import is_marked, lost_its_end, mark
from shared.house.house import House
from shared.telemetry.logs import logger

log = logger("recovery")


def marked(houses: Mapping[str, House]) -> list[str]:
    """The services that refuse to append."""
    return [name for name, house in houses.items() if is_marked(house.log)]


def look(houses: Mapping[str, House]) -> list[str]:
    """Mark every log of which others have heard more than it has; the services that refuse to append now."""
    copies = Copies(houses)
    for name, house in houses.items():
        known = copies.known(name)  # asked first: its own processes may be appending
        head = house.log.head().position
        if not is_marked(house.log) and (known > head or lost_its_end(house.log)):
            mark(house.log)
            log.error(
                "behind",
                service=name,
                position=head,
                known=known,
                next_step="it appends nothing: keep a copy of the database as it is, then say: huying catch-up",
            )
    return marked(houses)
