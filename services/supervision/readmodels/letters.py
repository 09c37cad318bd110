"""The register of letters, the latest number first, and what became of those that a person wrote."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    RowMapping,
    Table,
    Text,
    literal,
    select,
    tuple_,
)

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.house.reading import stored_field
from shared.kernel.times import unstamp

Row = RowMapping
STATES = ("issued", "replied", "accepted", "withdrawn")
"""Of what a person wrote; a letter of a rule has none of its own."""
letters = Table(
    "letters",
    MetaData(),
    Column("number", Text, primary_key=True),
    Column("year", Integer),
    Column("place", Integer),
    Column("case_no", Text),
    Column("kind", Text),
    Column("unit", Text),
    Column("ground", Text),
    Column("round", Integer),
    Column("duty", Text),
    Column("due_at", Utc),
    Column("reply_by", Utc),
    Column("issued_at", Utc),
    Column("state", Text),
    Column("lapsed", Boolean),
    Column("written_by", Text),
    Column("changed_at", Utc),
    Column("changed_by", Text),
    Column("replied_by", Text),
    *(Column(words, Text) for words in ("title", "text", "reply", "remark", "reason")),
    Index("letters_by_number", "year", "place"),
    Index("letters_by_case", "case_no"),
    Index("letters_by_reply", "reply_by"),
)
c = letters.c


def _issued(fact: Fact, rows: Rows) -> None:
    data = fact.data
    year, place = map(int, data["number"].split("-"))
    plain = {name: data[name] for name in ("number", "kind", "unit", "ground", "round", "duty")}
    when = {name: unstamp(data[name]) if data[name] else None for name in ("due_at", "reply_by")}
    place_in = {"year": year, "place": place, "case_no": fact.subject, "issued_at": fact.time}
    rows.put(letters, **place_in, **plain, **when, **_by_hand(fact))


def _by_hand(fact: Fact) -> dict[str, Any]:
    """Nothing for a letter of a rule."""
    if not fact.data.get("text"):
        return {"state": "", "lapsed": False}
    words = {name: stored_field(fact.data[name]) for name in ("title", "text")}
    return {"state": "issued", "lapsed": False, "written_by": fact.actor.account, "changed_at": fact.time, **words}


def _changed(fact: Fact, rows: Rows, state: str, **values: Any) -> None:
    told = {"changed_at": fact.time, "changed_by": fact.actor.account}
    rows.put(letters, number=fact.data["letter"], state=state, **told, **values)


def _replied(fact: Fact, rows: Rows) -> None:
    reply = stored_field(fact.data["reply"])
    _changed(fact, rows, "replied", reply=reply, replied_by=fact.actor.account, lapsed=False)


def _accepted(fact: Fact, rows: Rows) -> None:
    _changed(fact, rows, "accepted", remark=stored_field(fact.data["remark"]))


def _withdrawn(fact: Fact, rows: Rows) -> None:
    _changed(fact, rows, "withdrawn", reason=stored_field(fact.data["reason"]), lapsed=False)


def _lapsed(fact: Fact, rows: Rows) -> None:
    rows.put(letters, number=fact.data["letter"], lapsed=True)


SAID = {
    "letter.issued": _issued,
    "letter.replied": _replied,
    "letter.accepted": _accepted,
    "letter.withdrawn": _withdrawn,
    "letter.lapsed": _lapsed,
}
LETTERS = ReadModel("letters", (letters,), SAID)


def listed(
    connection: Connection, unit: str, after: tuple[int, int] | None, count: int, state: str = ""
) -> Sequence[Row]:
    """At most `count` letters before (year, place), to one unit or ("") to all, in one state or ("") in any."""
    statement = select(letters).order_by(c.year.desc(), c.place.desc()).limit(count)
    statement = statement.where(c.unit == unit) if unit else statement
    statement = statement.where(c.state == state) if state else statement
    if after:
        statement = statement.where(tuple_(c.year, c.place) < tuple_(literal(after[0]), literal(after[1])))
    return connection.execute(statement).mappings().all()


def one(connection: Connection, number: str) -> Row | None:
    """The letter of this number."""
    return connection.execute(select(letters).where(c.number == number)).mappings().first()


def written(connection: Connection, case_no: str, unit: str, by: str, reply_by: datetime) -> Row | None:
    """The latest letter that this account wrote about the case to the unit, to be answered by then."""
    where = c.case_no == case_no, c.unit == unit, c.written_by == by, c.reply_by == reply_by
    statement = select(letters).where(*where).order_by(c.year.desc(), c.place.desc()).limit(1)
    return connection.execute(statement).mappings().first()


def unanswered(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """`<case> <number>` where the reply was due before now and nobody said so yet."""
    where = c.state == "issued", c.reply_by < now, c.lapsed.is_(False)
    statement = select(c.case_no, c.number).where(*where).order_by(c.reply_by).limit(limit)
    return [f"{case_no} {number}" for case_no, number in connection.execute(statement)]
