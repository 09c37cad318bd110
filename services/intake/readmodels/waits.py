"""What must be done by when: the desk's acceptance, and answers to the source's asks. A row stays until it is done."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Boolean, Column, Connection, Index, MetaData, Table, Text, func, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.kernel.times import unstamp

waits = Table(
    "appeal_waits",
    MetaData(),
    Column("stream", Text, primary_key=True),
    Column("what", Text, primary_key=True),  # a duty, or the id of an ask
    Column("kind", Text),
    Column("unit", Text),
    Column("due_at", Utc),
    Column("lapsed", Boolean),
    Index("appeal_waits_by_due", "lapsed", "due_at"),
)
ACCEPT = "accept"
DECIDED = (
    "appeal.accepted",
    "appeal.declined",
    "appeal.answered_at_once",
    "appeal.merged",
    "appeal.withdrawn",
    "appeal.order_opened",
)


def _received(fact: Fact, rows: Rows) -> None:
    for duty in fact.data["duties"]:
        _wait(fact, rows, duty["duty"], duty["duty"], duty["unit"], duty["due_at"])


def _asked(kind: str) -> Apply:
    def change(fact: Fact, rows: Rows) -> None:
        _wait(fact, rows, fact.data["ask"], f"ask_{kind}", fact.data["desk"], fact.data["due_at"])

    return change


def _wait(fact: Fact, rows: Rows, what: str, kind: str, unit: str, due_at: str) -> None:
    rows.put(waits, stream=fact.stream, what=what, kind=kind, unit=unit, due_at=unstamp(due_at), lapsed=False)


def _decided(fact: Fact, rows: Rows) -> None:
    rows.drop(waits, fact.stream, ACCEPT)


def _answered(fact: Fact, rows: Rows) -> None:
    rows.drop(waits, fact.stream, fact.data["ask"])


def _lapsed(name: str) -> Apply:
    def change(fact: Fact, rows: Rows) -> None:
        rows.put(waits, stream=fact.stream, what=fact.data[name], lapsed=True)

    return change


WAITS = ReadModel(
    "waits",
    (waits,),
    said={
        "appeal.received": _received,
        **dict.fromkeys(DECIDED, _decided),
        **dict.fromkeys(("appeal.separated", "appeal.urgency_marked"), _received),
        "appeal.urged": _asked("urge"),
        "appeal.redo_asked": _asked("redo"),
        "appeal.cancel_asked": _asked("cancel"),
        "appeal.callback_reported": _asked("callback"),
        "appeal.ask_answered": _answered,
        "appeal.lapsed": _lapsed("duty"),
        "appeal.ask_lapsed": _lapsed("ask"),
    },
)


def lapsing(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """The streams with something that was due before now and whose lapse was not said; the longest overdue first."""
    overdue = waits.c.lapsed.is_(False), waits.c.due_at < now
    statement = select(waits.c.stream).where(*overdue).group_by(waits.c.stream)
    return connection.scalars(statement.order_by(func.min(waits.c.due_at)).limit(limit)).all()


def overdue_counts(connection: Connection, now: datetime) -> Mapping[tuple[str, str], int]:
    """How many are overdue and still not done, by unit and kind (`accept`, `ask_urge`, ...)."""
    key = waits.c.unit, waits.c.kind
    rows = connection.execute(select(*key, func.count()).where(waits.c.due_at < now).group_by(*key))
    return {(unit, kind): count for unit, kind, count in rows}
