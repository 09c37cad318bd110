"""The register of letters, the latest number first."""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, Index, Integer, MetaData, RowMapping, Table, Text, literal, select, tuple_

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.kernel.times import unstamp

Row = RowMapping
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
    Index("letters_by_number", "year", "place"),
    Index("letters_by_case", "case_no"),
)
c = letters.c


def _issued(fact: Fact, rows: Rows) -> None:
    data = fact.data
    year, place = map(int, data["number"].split("-"))
    plain = {name: data[name] for name in ("number", "kind", "unit", "ground", "round", "duty")}
    when = {name: unstamp(data[name]) if data[name] else None for name in ("due_at", "reply_by")}
    rows.put(letters, year=year, place=place, case_no=fact.subject, issued_at=fact.time, **plain, **when)


LETTERS = ReadModel("letters", (letters,), {"letter.issued": _issued})


def listed(connection: Connection, unit: str, after: tuple[int, int] | None, count: int) -> Sequence[Row]:
    """At most `count` letters before (year, place), to one unit or ("") to all."""
    statement = select(letters).order_by(c.year.desc(), c.place.desc()).limit(count)
    statement = statement.where(c.unit == unit) if unit else statement
    if after:
        statement = statement.where(tuple_(c.year, c.place) < tuple_(literal(after[0]), literal(after[1])))
    return connection.execute(statement).mappings().all()


def one(connection: Connection, number: str) -> Row | None:
    """The letter of this number."""
    return connection.execute(select(letters).where(c.number == number)).mappings().first()
