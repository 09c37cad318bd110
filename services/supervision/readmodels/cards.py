"""The cards of all units and what became of each: one row for each unit, case and ground."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
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
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.house.reading import stored_field
from shared.kernel.numbering import stream_id
from shared.kernel.times import unstamp

Row = RowMapping
CALLED = "called_for"
STATES = ("issued", "explained", "accepted", "withdrawn")
"""Those that people see; `called_for` is not issued yet."""

cards = Table(
    "cards",
    MetaData(),
    Column("id", Text, primary_key=True),
    Column("case_no", Text),
    Column("unit", Text),
    Column("ground", Text),
    Column("round", Integer),
    Column("colour", Text),
    Column("duty", Text),
    Column("due_at", Utc),
    Column("state", Text),
    Column("with_letter", Boolean),
    Column("explain", Text),
    Column("letter", Text),
    Column("explain_by", Utc),
    Column("lapsed", Boolean),
    Column("called_at", Utc),
    Column("issued_at", Utc),
    Column("changed_at", Utc),
    Column("changed_by", Text),
    Column("explanation", Text),
    Column("explained_by", Text),
    Column("remark", Text),
    Column("reason", Text),
    Index("cards_by_change", "state", "changed_at", "id"),
    Index("cards_by_case", "case_no", "unit"),
    Index("cards_by_explanation", "explain_by"),
)
c = cards.c


def card_id(case_no: str, unit: str, ground: str) -> str:
    """What a card is called in addresses."""
    return stream_id("card", case_no, unit, ground)


def _put(fact: Fact, rows: Rows, state: str | None = None, **values: Any) -> None:
    data = fact.data
    name = card_id(fact.subject, data["unit"], data["ground"])
    placed = {"state": state, "changed_at": fact.time, "changed_by": fact.actor.account} if state else {}
    rows.put(cards, id=name, **placed, **values)


def called_for(fact: Fact, rows: Rows) -> None:
    data = fact.data
    plain = {name: data[name] for name in ("unit", "ground", "round", "colour", "duty", "explain")}
    due_at = unstamp(data["due_at"]) if data["due_at"] else None
    nothing = dict.fromkeys(("letter", "explain_by", "issued_at", "explanation", "explained_by", "remark", "reason"))
    told = {"due_at": due_at, "with_letter": data["letter"], "called_at": fact.time, "lapsed": False}
    _put(fact, rows, CALLED, case_no=fact.subject, **plain, **told, **nothing)


def issued(fact: Fact, rows: Rows) -> None:
    asked = [unstamp(duty["due_at"]) for duty in fact.data["duties"]]
    explain_by = asked[0] if asked else None
    _put(fact, rows, "issued", letter=fact.data["letter"], issued_at=fact.time, explain_by=explain_by)


def explained(fact: Fact, rows: Rows) -> None:
    explanation = stored_field(fact.data["explanation"])
    _put(fact, rows, "explained", explanation=explanation, explained_by=fact.actor.account, lapsed=False)


def accepted(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, "accepted", remark=stored_field(fact.data["remark"]))


def withdrawn(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, "withdrawn", reason=stored_field(fact.data["reason"]), lapsed=False)


def lapsed(fact: Fact, rows: Rows) -> None:
    _put(fact, rows, lapsed=True)


SAID = {f"card.{change.__name__}": change for change in (called_for, issued, explained, accepted, withdrawn, lapsed)}
CARDS = ReadModel("cards", (cards,), SAID)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; empty asks for all that was ever issued."""

    states: Sequence[str] = ()
    unit: str = ""
    colour: str = ""
    case_no: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = [c.state.in_(self.states or STATES), c.issued_at.is_not(None)]
        for column, value in ((c.unit, self.unit), (c.colour, self.colour), (c.case_no, self.case_no)):
            if value:
                conditions.append(column == value)
        return conditions


def listed(connection: Connection, wanted: Filter, after: tuple[datetime, str] | None, count: int) -> Sequence[Row]:
    """At most `count` cards before (changed_at, id), the latest change first."""
    statement = select(cards).where(*wanted.conditions()).order_by(c.changed_at.desc(), c.id.desc()).limit(count)
    if after:
        statement = statement.where(tuple_(c.changed_at, c.id) < tuple_(literal(after[0], Utc), literal(after[1])))
    return connection.execute(statement).mappings().all()


def counts(connection: Connection, unit: str) -> Mapping[str, int]:
    """state → how many, of one unit or ("") of all."""
    statement = select(c.state, func.count()).where(*Filter(unit=unit).conditions()).group_by(c.state)
    return {str(state): int(number) for state, number in connection.execute(statement)}


def one(connection: Connection, name: str) -> Row | None:
    """The card of this id, once it was issued."""
    statement = select(cards).where(c.id == name, c.issued_at.is_not(None))
    return connection.execute(statement).mappings().first()


def to_issue(connection: Connection, limit: int) -> Sequence[Row]:
    """What was called for and is not issued, the oldest first."""
    statement = select(cards).where(c.state == CALLED).order_by(c.called_at, c.id).limit(limit)
    return connection.execute(statement).mappings().all()


def unexplained(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """`<case> <unit>` where an explanation was due before now and nobody said so yet."""
    where = c.state == "issued", c.explain_by < now, c.lapsed.is_(False)
    statement = select(c.case_no, c.unit).where(*where).order_by(c.explain_by).limit(limit)
    return [f"{case_no} {unit}" for case_no, unit in connection.execute(statement)]
