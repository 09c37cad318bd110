"""A ledger filled in bulk: a million kept entries of cases of fifteen steps, as their services said them, interleaved."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import StringIO
from itertools import islice
from typing import Any, NamedTuple

from psycopg2.extensions import get_wait_callback, set_wait_callback
from sqlalchemy import Engine, insert

from services.ledger.readmodels.cases.tables import case_entries
from shared.eventlog.codec import canonical, decode
from shared.eventlog.schema import inbox
from shared.kernel.numbering import case_number, stream_id
from shared.kernel.times import stamp
from tests.golden.lines import read

STEPS = (
    *("appeal.received", "appeal.accepted", "work_order.noted", "work_order.opened", "work_order.classified"),
    *("work_order.dispatched", "delivery.planned", "work_order.signed", "work_order.contacted", "work_order.answered"),
    *("work_order.approved", "work_order.closed", "callback.planned", "callback.recorded", "work_order.archived"),
)
TOGETHER = 400
"""So many cases are handled at the same time: entries of one lie far apart."""
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
EVERY = timedelta(seconds=30)
PAGE = 10_000
INBOX = tuple(column.name for column in inbox.columns)


class Kept(NamedTuple):
    """One entry of the copies."""

    source: str
    position: int
    id: str
    type: str
    subject: str
    body: bytes
    hash: bytes
    recorded_at: datetime


class Template(NamedTuple):
    """An entry with places for partition key, time of record, sequence and subject, in the order of the canonical form."""

    source: str
    type: str
    body: bytes


def entries(count: int) -> Iterator[Kept]:
    """So many entries, in the order in which they were recorded; chains are left out, since nobody here follows them."""
    told, positions = _templates(), dict[str, int]()
    for number in range(count):
        which = told[number // TOGETHER % len(told)]
        case = number // (TOGETHER * len(told)) * TOGETHER + number % TOGETHER
        position = positions[which.source] = positions.get(which.source, 0) + 1
        yield _kept(which, case_no(case), position, BEGAN + number * EVERY)


def case_no(case: int) -> str:
    """The number of this case."""
    return case_number(stream_id("bench", str(case)), BEGAN)


def _kept(which: Template, subject: str, position: int, at: datetime) -> Kept:
    said = subject.encode()
    body = which.body % (said, stamp(at).encode(), b"%020d" % position, said)
    id_ = f"{which.source}-{position}"
    return Kept(which.source, position, id_, which.type, subject, body, sha256(body).digest(), at)


def _templates() -> Sequence[Template]:
    """The golden example of each step, the longest where there are several."""
    longest: dict[str, bytes] = {}
    for body in read():
        type_ = decode(body)["type"]
        longest[type_] = max(longest.get(type_, b""), body, key=len)
    return [_template(type_, longest[type_]) for type_ in STEPS]


def _template(type_: str, body: bytes) -> Template:
    said = decode(body)
    holes: Mapping[str, str] = dict.fromkeys(("partitionkey", "recordedtime", "sequence", "subject"), "@@")
    return Template(
        said["source"].rpartition("/")[2],
        type_,
        canonical({**said, **holes}).replace(b"%", b"%%").replace(b"@@", b"%b"),
    )


def fill(engine: Engine, count: int) -> None:
    """Put them into the inbox and the index of a case's entries; then the planner may count them."""
    put = _copied if engine.dialect.name == "postgresql" else _inserted
    source = entries(count)
    while page := list(islice(source, PAGE)):
        put(engine, page)
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("ANALYZE")


def _inserted(engine: Engine, page: Sequence[Kept]) -> None:
    kept = [{**one._asdict(), "seen_at": 0} for one in page]
    places = [{"case_no": one.subject, **_place(one)} for one in page]
    with engine.begin() as connection:
        connection.execute(insert(inbox), [{name: row[name] for name in INBOX} for row in kept])
        connection.execute(insert(case_entries), places)


def _place(one: Kept) -> Mapping[str, object]:
    return {"source": one.source, "position": one.position, "recorded_at": one.recorded_at}


def _copied(engine: Engine, page: Sequence[Kept]) -> None:
    """By COPY: plain inserts would take longer than everything that is measured."""
    kept = StringIO("".join(f"{_tabbed(one)}\t0\n" for one in page))
    places = StringIO("".join(f"{one.subject}\t{one.source}\t{one.position}\t{one.recorded_at}\n" for one in page))
    with _blocking(), engine.begin() as connection:
        cursor: Any = connection.connection.cursor()
        cursor.copy_expert("COPY inbox (source, position, id, type, subject, body, hash, seen_at) FROM STDIN", kept)
        cursor.copy_expert("COPY case_entries (case_no, source, position, recorded_at) FROM STDIN", places)


@contextmanager
def _blocking() -> Iterator[None]:
    """COPY cannot be waited for by greenthreads, to which the benchmarks are patched."""
    green = get_wait_callback()
    set_wait_callback(None)
    try:
        yield
    finally:
        set_wait_callback(green)


def _tabbed(one: Kept) -> str:
    words = (one.source, str(one.position), one.id, one.type, one.subject)
    return "\t".join((*words, f"\\\\x{one.body.hex()}", f"\\\\x{one.hash.hex()}"))
