"""When a log was last verified, and what came of it: kept beside the log, so that a scrape can tell."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from shared.eventlog.log import Log
from shared.eventlog.readmodel import Rows
from shared.eventlog.schema import progress

AT, FAULTS = "verified:at", "verified:faults"


class Verified(NamedTuple):
    """`at` in seconds since 1970; `faults` in the log and in the ledger's copy of it."""

    at: int
    faults: int


def note_verified_in(connection: Connection, at: datetime, faults: int) -> None:
    """Keep the result of a verification, within a transaction."""
    rows = Rows(connection)
    rows.put(progress, name=AT, position=int(at.timestamp()))
    rows.put(progress, name=FAULTS, position=faults)
    rows.write()


def last_verified(log: Log) -> Verified | None:
    """The latest result; None if the log was never verified. Unavailable."""
    statement = select(progress.c.name, progress.c.position).where(progress.c.name.in_((AT, FAULTS)))
    with log.reading() as connection:
        found = {row.name: row.position for row in connection.execute(statement)}
    return Verified(found[AT], found[FAULTS]) if len(found) == 2 else None
