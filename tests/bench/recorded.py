"""A folder filled in bulk: the logs of four services, chained, the ledger's copies interleaved, and the tree over them."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from shared.eventlog import schema
from shared.eventlog.clock import uuid7
from shared.eventlog.codec import id_of
from shared.eventlog.engine import sqlite
from shared.eventlog.entry import Draft, Entry, Place, seal
from shared.eventlog.statements import HeardRow, insert_entries, insert_heard
from shared.kernel.actor import Actor
from shared.kernel.numbering import case_number, stream_id
from tests.integration.ledger.office import NOON, Office

SAYING = ("intake", "routing", "supervision", "notify")
STEPS = 15
TOGETHER = 400
"""So many cases are handled at the same time: entries of one lie far apart."""
PAGE = 5_000
TEXT = "租用的办公楼供热温度只有十四度，联系供热公司多次没有解决，请协调供热单位检修。" * 3
ACTOR = Actor("wang", "housing", "经办人")


def entries(count: int) -> Iterator[tuple[str, Entry]]:
    """So many entries of about 1.1 KB in the order in which they were recorded, each chained to the one before it."""
    ends = dict.fromkeys(SAYING, (0, b""))
    for number in range(count):
        name = SAYING[number % len(SAYING)]
        case, step = number // (TOGETHER * STEPS) * TOGETHER + number % TOGETHER, number // TOGETHER % STEPS
        stream, (position, previous) = stream_id("bench", f"{case}/{step}"), ends[name]
        place = Place(f"/hailar/{name}", case_no(case), stream, 1, position + 1, previous or None, NOON)
        data = {"round": 1, "unit": "housing", "text": TEXT, "number": number}
        entry = seal(Draft(uuid7(NOON), "work_order.noted", NOON, data, ACTOR, trace="00-" + "a" * 52), place)
        ends[name] = entry.position, entry.hash
        yield name, entry


def case_no(case: int) -> str:
    """The number of this case."""
    return case_number(stream_id("bench", str(case)), NOON)


def recorded(folder: Path, count: int, url: str = "") -> Office:
    """The ledger's house over all of it; the services' logs are beside it in the folder (`logs`)."""
    office, own = Office(folder, url=url), logs(folder)
    for engine in own.values():
        schema.metadata.create_all(engine)
    source = entries(count)
    while page := list(islice(source, PAGE)):
        _put(office.house.engine, own, page)
    while office.turn():
        pass
    for engine in own.values():
        engine.dispose()
    return office


def logs(folder: Path) -> dict[str, Engine]:
    """The services' logs."""
    return {name: sqlite(folder / f"{name}.db") for name in SAYING}


def _put(ledger: Engine, own: dict[str, Engine], page: Sequence[tuple[str, Entry]]) -> None:
    for name, engine in own.items():
        with engine.begin() as connection:
            insert_entries(connection, [entry for said_by, entry in page if said_by == name])
    with ledger.begin() as connection:
        insert_heard(connection, [_heard(name, entry) for name, entry in page])


def _heard(name: str, one: Entry) -> HeardRow:
    return HeardRow(name, one.position, id_of(one.body), one.type, one.subject, one.body, one.hash, 0)
