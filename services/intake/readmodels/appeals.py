"""Each appeal as its asker, its source and the accepting desk see it: what was said, and how far it is."""

from collections.abc import Mapping, Sequence
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
    func,
    select,
    tuple_,
)

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.house.reading import stored_field
from shared.kernel.times import unstamp

Row = RowMapping
ENDED = ("archived", "withdrawn", "declined", "answered_at_once", "cancelled", "history")
"""Nobody has anything to do any more."""
CLOSED = ("title", "text", "name", "phone", "enterprise", "credit_code")

appeals = Table(
    "appeals",
    MetaData(),
    Column("case_no", Text, primary_key=True),
    Column("stream", Text),
    Column("source", Text),
    Column("source_no", Text),
    Column("channel", Text),
    Column("kind", Text),
    Column("asker", Text),
    Column("state", Text),
    Column("unit", Text),
    Column("round", Integer),
    Column("urgent", Boolean),
    Column("confidential", Boolean),
    Column("anonymous", Boolean),
    Column("place", Text),
    Column("leading", Text),
    Column("credit_code_valid", Boolean),
    Column("received_at", Utc),
    Column("asked_at", Utc),
    Column("changed_at", Utc),
    Column("accept_due_at", Utc),
    Column("decline_reason", Text),
    Column("advice", Text),
    Column("answer", Text),
    Column("answered_at", Utc),
    Column("end", Text),
    *(Column(name, Text) for name in CLOSED),
    Index("appeals_by_state", "state", "received_at"),
    Index("appeals_by_asker", "asker"),
)


def _received(fact: Fact, rows: Rows) -> None:
    data = fact.data
    due = data["duties"][0]["due_at"] if data["duties"] else None
    rows.put(
        appeals,
        case_no=fact.subject,
        stream=fact.stream,
        source=data["source"],
        source_no=data["source_no"],
        channel=data["channel"],
        kind=data["kind"],
        asker=data["asker"],
        state="received",
        round=1,
        urgent=data["urgent"],
        confidential=data.get("confidential", False),
        anonymous=data["anonymous"],
        place=data["place"],
        credit_code_valid=data["credit_code_valid"],
        received_at=fact.time,
        asked_at=unstamp(data["asked_at"]),
        changed_at=fact.time,
        accept_due_at=unstamp(due) if due else None,
        **{name: stored_field(data[name]) for name in CLOSED},
    )


def _history(fact: Fact, rows: Rows) -> None:
    data = fact.data
    answered_at = data["answered_at"]
    rows.put(
        appeals,
        case_no=fact.subject,
        stream=fact.stream,
        source=data["source"],
        source_no=data["source_no"],
        channel=data["source"],
        kind=data["kind"],
        asker=data["asker"],
        state="history",
        round=0,
        urgent=False,
        received_at=fact.recorded_at,
        asked_at=fact.time,
        changed_at=fact.time,
        title=stored_field(data["title"]),
        text=stored_field(data["text"]),
        answer=stored_field(data["answer"]),
        answered_at=unstamp(answered_at) if answered_at else None,
    )


def _becomes(state: str, *kept: str) -> Any:
    """A change of state that keeps some clear fields of the entry."""

    def change(fact: Fact, rows: Rows) -> None:
        values = {name: fact.data[name] for name in kept}
        rows.put(appeals, case_no=fact.subject, state=state, changed_at=fact.time, **values)

    return change


def _underway(state: str) -> Any:
    """A change by routing: what was merged stays so until its order is closed or archived."""

    def change(fact: Fact, rows: Rows) -> None:
        values = {name: fact.data[name] for name in ("unit", "round")}
        row = rows.get(appeals, fact.subject)
        if row is None or row["state"] != "merged":
            values["state"] = state
        rows.put(appeals, case_no=fact.subject, changed_at=fact.time, **values)

    return change


def _answered_at_once(fact: Fact, rows: Rows) -> None:
    rows.put(
        appeals,
        case_no=fact.subject,
        state="answered_at_once",
        kind=fact.data["kind"],
        answer=stored_field(fact.data["public"]),
        answered_at=fact.time,
        changed_at=fact.time,
    )


def _accept_due(fact: Fact) -> dict[str, datetime]:
    """When the desk must decide, where the entry says it anew."""
    duties = fact.data["duties"]
    return {"accept_due_at": unstamp(duties[0]["due_at"])} if duties else {}


def _separated(fact: Fact, rows: Rows) -> None:
    due = _accept_due(fact)
    rows.put(appeals, case_no=fact.subject, state=fact.data["back_to"], leading=None, changed_at=fact.time, **due)


def _urgency(fact: Fact, rows: Rows) -> None:
    urgent = fact.data["urgent"]
    rows.put(appeals, case_no=fact.subject, urgent=urgent, changed_at=fact.time, **_accept_due(fact))


def _corrected(fact: Fact, rows: Rows) -> None:
    data = fact.data
    values = {data["field"]: stored_field(data["value"]) if data["value"] else data["clear"]}
    if data["field"] == "credit_code":
        values["credit_code_valid"] = data["valid"]
    rows.put(appeals, case_no=fact.subject, changed_at=fact.time, **values)


def _declined(fact: Fact, rows: Rows) -> None:
    advice = stored_field(fact.data["advice"])
    reason = fact.data["reason"]
    rows.put(
        appeals, case_no=fact.subject, state="declined", changed_at=fact.time, decline_reason=reason, advice=advice
    )


def _withdrawn(fact: Fact, rows: Rows) -> None:
    """What had been archived already stays so: the asker's word came too late."""
    if (rows.get(appeals, fact.subject) or {}).get("state") != "archived":
        rows.put(appeals, case_no=fact.subject, state="withdrawn", changed_at=fact.time)


def _closed(fact: Fact, rows: Rows) -> None:
    answer = stored_field(fact.data["public"])
    rows.put(appeals, case_no=fact.subject, state="closed", changed_at=fact.time, answer=answer)


APPEALS = ReadModel(
    "appeals",
    (appeals,),
    said={
        "appeal.received": _received,
        "appeal.history_recorded": _history,
        "appeal.accepted": _becomes("accepted", "kind"),
        "appeal.declined": _declined,
        "appeal.answered_at_once": _answered_at_once,
        "appeal.merged": _becomes("merged", "leading"),
        "appeal.separated": _separated,
        "appeal.urgency_marked": _urgency,
        "appeal.corrected": _corrected,
        "appeal.withdrawn": _withdrawn,
    },
    heard={
        ("routing", "work_order.dispatched"): _underway("dispatched"),
        ("routing", "work_order.signed"): _underway("handling"),
        ("routing", "work_order.closed"): _closed,
        ("routing", "work_order.reopened"): _underway("reopened"),
        ("routing", "work_order.cancelled"): _becomes("cancelled"),
        ("routing", "work_order.archived"): _becomes("archived", "end"),
    },
)


def of_case(connection: Connection, case_no: str) -> Row | None:
    """The appeal of this case number."""
    return connection.execute(select(appeals).where(appeals.c.case_no == case_no)).mappings().first()


def of_source(connection: Connection, source: str, source_no: str) -> Row | None:
    """The appeal that the source calls so."""
    where = appeals.c.source == source, appeals.c.source_no == source_no
    return connection.execute(select(appeals).where(*where)).mappings().first()


def cases_of(connection: Connection, asker: str) -> Sequence[str]:
    """The case numbers of an asker."""
    return connection.scalars(select(appeals.c.case_no).where(appeals.c.asker == asker)).all()


def of_asker(connection: Connection, asker: str, limit: int) -> Sequence[Row]:
    """An asker's appeals, the newest first."""
    wanted = select(appeals).where(appeals.c.asker == asker).order_by(appeals.c.received_at.desc())
    return connection.execute(wanted.limit(limit)).mappings().all()


def waiting(connection: Connection, after: tuple[datetime, str] | None, limit: int) -> Sequence[Row]:
    """What waits for the accepting desk, the oldest first, after this time of receipt and case number."""
    order = appeals.c.received_at, appeals.c.case_no
    statement = select(appeals).where(appeals.c.state == "received").order_by(*order).limit(limit)
    if after is not None:
        statement = statement.where(tuple_(*order) > after)
    return connection.execute(statement).mappings().all()


def answer_delays(connection: Connection, source: str) -> Sequence[float]:
    """Seconds from asking to answering of a source's history, in no order; what is unanswered or untimed is left out."""
    where = appeals.c.source == source, appeals.c.state == "history", appeals.c.answered_at.is_not(None)
    rows = connection.execute(select(appeals.c.asked_at, appeals.c.answered_at).where(*where))
    return [(answered_at - asked_at).total_seconds() for asked_at, answered_at in rows]


def answered(connection: Connection, source: str) -> Sequence[tuple[str, str, datetime, datetime | None]]:
    """A source's history: number, kind, when it was asked and when answered, in no order."""
    columns = appeals.c.source_no, appeals.c.kind, appeals.c.asked_at, appeals.c.answered_at
    where = appeals.c.source == source, appeals.c.state == "history"
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(select(*columns).where(*where))]


def counts(connection: Connection) -> Mapping[str, int]:
    """How many appeals there are in each state."""
    rows = connection.execute(select(appeals.c.state, func.count()).group_by(appeals.c.state))
    return {row[0]: row[1] for row in rows}
