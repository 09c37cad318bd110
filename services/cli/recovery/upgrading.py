"""Bringing an installation to the form of this version: read models made anew, newly heard types heard from the beginning.

What is past is shown and counted from now on; nothing is done about it any more, since its time has passed: no
reaction is run, nobody is told.
"""

from collections.abc import Mapping
from contextlib import suppress
from itertools import islice

from sqlalchemy import select

from services.cli.recovery.copies import Copies
from services.cli.recovery.unheard import unheard
from shared.eventlog.behind import is_marked
from shared.eventlog.schema import progress
from shared.eventlog.unit import AlreadyHeard, Message, Unit
from shared.house.house import House
from shared.house.renewing import newly_heard, note_heard_before, note_present, renew
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
        note_heard_before(house)
        count = _hear_past(house, houses, copies)
        if count:
            log.info("heard the past", service=name, messages=count, next_step="nothing: no reaction was run")
        note_present(house)


def _hear_past(house: House, houses: Mapping[str, House], copies: Copies) -> int:
    new = newly_heard(house)
    if not new:
        return 0
    handed = {name: published(one) for name, one in houses.items()}  # the rest still travels, and is reacted to
    past = (
        message
        for message in unheard(house, copies)
        if (message.source, message.type) in new and message.position <= handed.get(message.source, 0)
    )
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


def published(house: House) -> int:
    """Up to where its relay had handed over everything before this version: it goes on behind that."""
    with house.log.reading() as connection:
        return connection.scalar(select(progress.c.position).where(progress.c.name == "relay")) or 0
