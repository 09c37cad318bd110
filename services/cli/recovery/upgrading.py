"""Bringing an installation to the form of this version: read models made anew, newly heard types heard from the beginning.

What is past is shown and counted from now on; nothing is done about it any more, since its time has passed: no
reaction is run, nobody is told.
"""

from collections.abc import Mapping
from contextlib import suppress
from itertools import islice

from services.cli.recovery.copies import Copies
from services.cli.recovery.unheard import unheard
from shared.eventlog.behind import is_marked
from shared.eventlog.unit import AlreadyHeard, Message, Unit
from shared.house.house import House
from shared.house.renewing import newly_heard, note_present, renew
from shared.telemetry.logs import logger

log = logger("upgrade")
PAGE = 200


def upgrade(houses: Mapping[str, House]) -> None:
    """Said again it changes nothing. A service that is behind the ledger is left until it has caught up."""
    copies = Copies(houses)
    for name, house in houses.items():
        if is_marked(house.log):
            continue
        renew(house)
        count = _hear_past(house, copies)
        if count:
            log.info("heard the past", service=name, messages=count, next_step="nothing: no reaction was run")
        note_present(house)


def _hear_past(house: House, copies: Copies) -> int:
    new = newly_heard(house)
    if not new:
        return 0
    past = (message for message in unheard(house, copies) if (message.source, message.type) in new)
    count = 0
    while page := list(islice(past, PAGE)):
        count += _kept(house, page)
    return count


def _kept(house: House, messages: list[Message]) -> int:
    """How many of these were not in the inbox."""
    units = [Unit((), message) for message in messages]
    for unit in units:
        house.log.submit(unit)
    kept = 0
    for unit in units:
        with suppress(AlreadyHeard):
            unit.done.result()
            kept += 1
    return kept
