"""Whether due times are counted in a year whose holidays nobody told us: said in the log when it begins, and at each start."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from shared.house.house import House
from shared.telemetry.logs import logger

log = logger("calendar")
_said: "WeakKeyDictionary[House, Sequence[int]]" = WeakKeyDictionary()


def look_ahead(house: House) -> Sequence[int]:
    """The years; what is new of them is logged once in a process."""
    if not house.ready:
        return ()
    years = house.rulebook.current.unknown_years(house.clock())
    if years and years != _said.get(house):
        log.warning(
            "holidays not known",
            service=house.name,
            years=list(years),
            next_step="due times there assume plain weekdays: add rest and working days to calendar.yaml and start again, "
            "or adopt them on page 规则",
        )
    _said[house] = years
    return years
