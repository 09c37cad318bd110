"""Reviews, the newest first. What they say stays closed; clear are only state and times."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    MetaData,
    RowMapping,
    Table,
    Text,
    func,
    literal,
    select,
    tuple_,
)

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.house.reading import stored_field
from shared.kernel.times import unstamp

Row = RowMapping
STATES = ("opened", "assigned", "found", "concluded", "closed")
reviews = Table(
    "reviews",
    MetaData(),
    Column("review", Text, primary_key=True),
    Column("state", Text),
    Column("opened_at", Utc),
    Column("changed_at", Utc),
    Column("about", Text),
    Column("reviewer", Text),
    Column("conclusion", Text),
    Column("due_at", Utc),
    Column("lapsed", Boolean),
    Column("draft", Text),
    Column("names", Text),
    Column("names_approved", Boolean),
    Index("reviews_by_time", "opened_at", "review"),
    Index("reviews_by_due", "due_at"),
)
c = reviews.c
PREFIX = "review/"
BEGUN = {"lapsed": False, "names_approved": False}


def _put(fact: Fact, rows: Rows, **values: Any) -> None:
    rows.put(reviews, review=fact.subject.removeprefix(PREFIX), changed_at=fact.time, **values)


def _fields(*names: str, **values: Any) -> Apply:
    """Keep these closed fields, and put these values."""

    def apply(fact: Fact, rows: Rows) -> None:
        _put(fact, rows, **{name: stored_field(fact.data[name]) for name in names}, **values)

    return apply


def _opened(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, state="opened", opened_at=fact.time, about=stored_field(fact.data["about"]), **BEGUN)


def _assigned(fact: Fact, rows: Rows) -> None:
    known = rows.get(reviews, fact.subject.removeprefix(PREFIX))
    state = known["state"] if known and known["state"] != "opened" else "assigned"
    _put(fact, rows, state=state, reviewer=stored_field(fact.data["reviewer"]))


def _follow_up_set(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, due_at=unstamp(fact.data["due_at"]), lapsed=False)


REVIEWS = ReadModel(
    "reviews",
    (reviews,),
    said={
        "review.opened": _opened,
        "review.clue_added": _fields("about"),
        "review.assigned": _assigned,
        "review.conflict_declared": _fields(state="opened", reviewer=None),
        "review.step_recorded": _fields(),
        "review.findings_recorded": _fields(state="found"),
        "review.concluded": _fields("conclusion", state="concluded"),
        "review.held_to_account": _fields(),
        "review.follow_up_set": _follow_up_set,
        "review.followed_up": _fields(due_at=None, lapsed=False),
        "review.lapsed": _fields(lapsed=True),
        "review.closed": _fields(state="closed"),
        "review.reopened": _fields(state="assigned", names_approved=False),
        "review.case_drafted": _fields("draft", "names", names_approved=False),
        "review.names_approved": _fields(names_approved=True),
    },
)


def listed(connection: Connection, state: str, after: tuple[datetime, str] | None, count: int) -> Sequence[Row]:
    """At most `count` opened before (opened_at, review), the newest first."""
    statement = select(reviews).order_by(c.opened_at.desc(), c.review.desc()).limit(count)
    statement = statement.where(c.state == state) if state else statement
    if after:
        statement = statement.where(tuple_(c.opened_at, c.review) < tuple_(literal(after[0], Utc), literal(after[1])))
    return connection.execute(statement).mappings().all()


def one(connection: Connection, review: str) -> Row | None:
    return connection.execute(select(reviews).where(c.review == review)).mappings().first()


def running(connection: Connection) -> Sequence[Row]:
    """Those that are not closed."""
    return connection.execute(select(reviews).where(c.state != "closed").order_by(c.review)).mappings().all()


def counts(connection: Connection) -> dict[str, int]:
    """state → how many."""
    return {row[0]: row[1] for row in connection.execute(select(c.state, func.count()).group_by(c.state))}


def lapsing(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """Whose follow-up was due before now and nobody said so yet."""
    where = c.due_at < now, c.lapsed.is_(False)
    return connection.scalars(select(c.review).where(*where).order_by(c.due_at).limit(limit)).all()
