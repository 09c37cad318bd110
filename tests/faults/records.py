"""What the databases of the services hold, read past the services by the databases' owner."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2

from shared.testing.restartable import Postgres
from tests.faults.town import NAMES, Town

Heard = tuple[str, int]
"""Source and position."""


def rows(postgres: Postgres, service: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query on a service's database."""
    with closing(psycopg2.connect(postgres.url(f"huying_{service}"))) as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def registered(town: Town) -> Counter[str]:
    """How often each order's stream was registered, by case number."""
    found = rows(town.postgres, "intake", "SELECT subject FROM log.entries WHERE type = 'appeal.received'")
    return Counter(subject for (subject,) in found)


def said(town: Town, service: str) -> list[tuple[int, str, str]]:
    """Position, type and subject of everything a service said."""
    found = rows(town.postgres, service, "SELECT position, type, subject FROM log.entries ORDER BY position")
    return [(position, type_, subject) for position, type_, subject in found]


def unheard(town: Town) -> dict[str, list[Heard]]:
    """By hearing service, what it is bound to and has not in its inbox."""
    spoken = {service: said(town, service) for service in town.hears if service in NAMES} | {
        name: said(town, name) for name in NAMES if name not in town.hears
    }
    missing: dict[str, list[Heard]] = {}
    for service, pairs in town.hears.items():
        inbox = set(rows(town.postgres, service, "SELECT source, position FROM log.inbox"))
        wanted = set(pairs)
        due = {
            (source, position)
            for source, entries in spoken.items()
            for position, type_, _ in entries
            if (source, "#") in wanted or (source, type_) in wanted
        }
        if lacking := sorted(due - inbox):
            missing[service] = lacking
    return missing


def relays_lag(town: Town) -> dict[str, int]:
    """By service, how many entries its relay has not stored as confirmed."""
    statement = """SELECT coalesce((SELECT max(position) FROM log.entries), 0)
                        - coalesce((SELECT position FROM log.progress WHERE name = 'relay'), 0)"""
    found = {name: rows(town.postgres, name, statement)[0][0] for name in NAMES}
    return {name: lag for name, lag in found.items() if lag > 0}


def drained(town: Town, seconds: float = 180, quiet: float = 1.0) -> float:
    """Wait until everything said was heard by all who hear it, and nothing more comes of it; the seconds it took.

    AssertionError with what is missing. Heard and parked is heard: the parking lots are looked at apart.
    """
    began = still = time.monotonic()
    before: object = None
    while True:
        now, lag, missing = heads(town), relays_lag(town), unheard(town)
        if now != before or lag or missing:
            before, still = now, time.monotonic()
        elif time.monotonic() - still > quiet:
            return time.monotonic() - began
        if time.monotonic() - began > seconds:
            short = {name: (len(lacking), lacking[:3]) for name, lacking in missing.items()}
            raise AssertionError(f"not drained within {seconds:.0f} s; relays behind: {lag}; not heard: {short}")
        time.sleep(0.3)


def heads(town: Town) -> dict[str, tuple[int, int]]:
    """How many entries each service said, and how many messages it heard."""
    statement = "SELECT (SELECT count(*) FROM log.entries), (SELECT count(*) FROM log.inbox)"
    return {name: rows(town.postgres, name, statement)[0] for name in NAMES}


def disorder(town: Town) -> list[str]:
    """Where a service heard two entries of one case in another order than they were said.

    Transactions of one log are numbered in the order of their commits, since each first takes the log's lock.
    """
    statement = """SELECT source, subject, position, later FROM (
        SELECT source, subject, position, xmin::text::bigint AS here,
               lead(position) OVER told AS later, lead(xmin::text::bigint) OVER told AS there
          FROM log.inbox WINDOW told AS (PARTITION BY source, subject ORDER BY position)) AS pairs
        WHERE there < here"""
    return [
        f"{name} heard {source} {later} of {subject} before {position}"
        for name in NAMES
        for source, subject, position, later in rows(town.postgres, name, statement)
    ]


def twice(town: Town) -> list[str]:
    """Messages that a service took in twice under different positions."""
    statement = "SELECT id, count(*) FROM log.inbox GROUP BY id HAVING count(*) > 1"
    return [f"{name} {id_}" for name in NAMES for id_, _ in rows(town.postgres, name, statement)]


def parked(town: Town) -> list[tuple[str, str, str, str]]:
    """Service, subject, type and code of everything in the parking lots."""
    statement = "SELECT subject, type, code FROM model.parked ORDER BY parked_at"
    return [(name, *row) for name in NAMES for row in rows(town.postgres, name, statement)]


def steps(town: Town) -> dict[str, Counter[tuple[str, str]]]:
    """By subject, how often each service said each type."""
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for name, type_, subject in everything(town):
        found[subject][name, type_] += 1
    return found


def everything(town: Town) -> Iterator[tuple[str, str, str]]:
    """Service, type and subject of all entries."""
    for name in NAMES:
        yield from ((name, type_, subject) for _, type_, subject in said(town, name))
