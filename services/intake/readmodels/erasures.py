"""Erasures that were asked for and approved, and whether they are done."""

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Connection, MetaData, Table, Text, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows

erasures = Table(
    "erasures",
    MetaData(),
    Column("asker", Text, primary_key=True),
    Column("requested_by", Text),
    Column("basis", Text),
    Column("approved_by", Text),
    Column("cases", Text),
    Column("done", Boolean),
)


def _requested(fact: Fact, rows: Rows) -> None:
    data = fact.data
    rows.put(erasures, asker=data["asker"], requested_by=data["requester"], basis=data["basis"], done=False)


def _approved(fact: Fact, rows: Rows) -> None:
    cases = " ".join(fact.data["cases"])
    rows.put(erasures, asker=fact.data["asker"], approved_by=fact.actor.account, cases=cases)


def _done(fact: Fact, rows: Rows) -> None:
    rows.put(erasures, asker=fact.data["asker"], done=True)


ERASURES = ReadModel(
    "erasures",
    (erasures,),
    {"asker.shred_requested": _requested, "asker.shred_approved": _approved, "asker.shredded": _done},
)


def approved_not_done(connection: Connection) -> Sequence[tuple[str, Sequence[str]]]:
    """(asker, cases) of the erasures that must be finished."""
    where = erasures.c.cases.is_not(None), erasures.c.done.is_(False)
    rows = connection.execute(select(erasures.c.asker, erasures.c.cases).where(*where))
    return [(asker, cases.split()) for asker, cases in rows]
