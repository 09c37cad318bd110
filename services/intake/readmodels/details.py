"""What belongs to one appeal beside its row: supplements, files, corrections, who follows it, the asker's ratings."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Index, Integer, MetaData, RowMapping, Table, Text, select

from services.intake.readmodels.appeals import appeals
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.house.reading import stored_field

_metadata = MetaData()
supplements = Table(
    "appeal_supplements",
    _metadata,
    Column("case_no", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text),
    Column("at", Utc),
)
attachments = Table(
    "appeal_attachments",
    _metadata,
    Column("hash", Text, primary_key=True),
    Column("case_no", Text),
    Column("number", Integer),  # of the supplement, 0 for what came with the appeal
    Column("name", Text),
    Column("media_type", Text),
    Column("size", Integer),
    Column("at", Utc),
    Index("appeal_attachments_by_case", "case_no"),
)
corrections = Table(
    "appeal_corrections",
    _metadata,
    Column("id", Text, primary_key=True),
    Column("case_no", Text),
    Column("field", Text),
    Column("old", Text),
    Column("new", Text),
    Column("private", Boolean),
    Column("reason", Text),
    Column("by", Text),
    Column("at", Utc),
    Index("appeal_corrections_by_case", "case_no"),
)
followers = Table(
    "appeal_followers",
    _metadata,
    Column("leading", Text, primary_key=True),
    Column("follower", Text, primary_key=True),
    Column("at", Utc),
)
ratings = Table(
    "appeal_ratings",
    _metadata,
    Column("case_no", Text, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("satisfied", Boolean),
    Column("remark", Text),
    Column("at", Utc),
)
BEFORE = Table(
    "appeal_fields",
    _metadata,
    Column("case_no", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", Text),
)
"""What each field that can be corrected says now: the next correction's old value."""
FIELDS = ("name", "phone", "enterprise", "credit_code", "kind", "place")
PRIVATE = FIELDS[:4]


def _received(fact: Fact, rows: Rows) -> None:
    _attached(fact, rows, 0)
    for field in FIELDS:
        value = fact.data[field]
        kept = stored_field(value) if field in PRIVATE else value
        rows.put(BEFORE, case_no=fact.subject, field=field, value=kept)


def _supplemented(fact: Fact, rows: Rows) -> None:
    number = fact.data["number"]
    text = stored_field(fact.data["text"])
    rows.put(supplements, case_no=fact.subject, number=number, text=text, at=fact.time)
    _attached(fact, rows, number)


def _attached(fact: Fact, rows: Rows, number: int) -> None:
    for one in fact.data.get("attachments", ()):
        rows.put(
            attachments,
            hash=one["hash"],
            case_no=fact.subject,
            number=number,
            name=stored_field(one["name"]),
            media_type=one["media_type"],
            size=one["size"],
            at=fact.time,
        )


def _corrected(fact: Fact, rows: Rows) -> None:
    field = fact.data["field"]
    private = field in PRIVATE
    new = stored_field(fact.data["value"]) if private else fact.data["clear"]
    before = rows.get(BEFORE, fact.subject, field)
    rows.put(
        corrections,
        id=fact.id,
        case_no=fact.subject,
        field=field,
        old=before["value"] if before else None,
        new=new,
        private=private,
        reason=stored_field(fact.data["reason"]),
        by=fact.actor.account,
        at=fact.time,
    )
    rows.put(BEFORE, case_no=fact.subject, field=field, value=new)


def _kind(fact: Fact, rows: Rows) -> None:
    rows.put(BEFORE, case_no=fact.subject, field="kind", value=fact.data["kind"])


def _followed(fact: Fact, rows: Rows) -> None:
    rows.put(followers, leading=fact.subject, follower=fact.data["follower"], at=fact.time)


def _left(fact: Fact, rows: Rows) -> None:
    rows.drop(followers, fact.subject, fact.data["follower"])


def _separated(fact: Fact, rows: Rows) -> None:
    rows.drop(followers, fact.data["leading"], fact.subject)


def _rated(fact: Fact, rows: Rows) -> None:
    data = fact.data
    remark = stored_field(data["remark"])
    rows.put(
        ratings, case_no=fact.subject, round=data["round"], satisfied=data["satisfied"], remark=remark, at=fact.time
    )


DETAILS = ReadModel(
    "details",
    (supplements, attachments, corrections, followers, ratings, BEFORE),
    said={
        "appeal.received": _received,
        "appeal.supplemented": _supplemented,
        "appeal.corrected": _corrected,
        "appeal.accepted": _kind,
        "appeal.answered_at_once": _kind,
        "appeal.follower_added": _followed,
        "appeal.follower_removed": _left,
        "appeal.separated": _separated,
        "appeal.rated": _rated,
    },
)


def details_of(connection: Connection, case_no: str) -> Mapping[str, Sequence[RowMapping]]:
    """Everything about one case, each in its order."""
    return {
        "supplements": _all(connection, supplements, case_no, "number"),
        "attachments": _all(connection, attachments, case_no, "number", "hash"),
        "corrections": _all(connection, corrections, case_no, "at", "id"),
        "ratings": _all(connection, ratings, case_no, "round"),
        "followers": following(connection, case_no),
    }


def following(connection: Connection, case_no: str) -> Sequence[RowMapping]:
    """The appeals that follow this one."""
    joined = select(appeals).join(followers, followers.c.follower == appeals.c.case_no)
    return connection.execute(joined.where(followers.c.leading == case_no).order_by(followers.c.at)).mappings().all()


def attachment(connection: Connection, case_no: str, hash_: str) -> RowMapping | None:
    """The file of this name, if it belongs to this case."""
    where = attachments.c.hash == hash_, attachments.c.case_no == case_no
    return connection.execute(select(attachments).where(*where)).mappings().first()


def rounds_rated(connection: Connection, case_no: str) -> frozenset[int]:
    """The rounds that the asker has rated."""
    return frozenset(connection.scalars(select(ratings.c.round).where(ratings.c.case_no == case_no)))


def _all(connection: Connection, table: Table, case_no: str, *order: str) -> Sequence[Any]:
    sorted_ = select(table).where(table.c.case_no == case_no).order_by(*(table.c[name] for name in order))
    return connection.execute(sorted_).mappings().all()
