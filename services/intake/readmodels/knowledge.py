"""Knowledge articles as the desk reads them: the draft, what is published, every version, and when to look again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Integer, MetaData, RowMapping, Table, Text, select

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc
from shared.kernel.times import unstamp

Row = RowMapping
CONTENT = ("title", "text", "keywords", "source_name", "source_number", "source_url")
_metadata = MetaData()


def _content() -> list[Column[Any]]:
    return [Column(name, JSON if name == "keywords" else Text) for name in CONTENT]


articles = Table(
    "articles",
    _metadata,
    Column("article", Text, primary_key=True),
    Column("state", Text),  # draft, published, retired
    Column("version", Integer),
    Column("redrafted", Boolean),  # the content is a draft that differs from what is published
    Column("review_due_at", Utc),
    Column("lapsed", Boolean),
    Column("changed_at", Utc),
    Column("changed_by", Text),
    *_content(),
)
versions = Table(
    "article_versions",
    _metadata,
    Column("article", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", Utc),
    Column("by", Text),
    *_content(),
)


def _id(fact: Fact) -> str:
    return fact.subject.removeprefix("article/")


def _change(fact: Fact, rows: Rows, **values: Any) -> None:
    rows.put(articles, article=_id(fact), changed_at=fact.time, changed_by=fact.actor.account, **values)


def _drafted(fact: Fact, rows: Rows) -> None:
    before = rows.get(articles, _id(fact))
    version = before["version"] if before else 0
    state = "published" if version else "draft"
    _change(fact, rows, state=state, version=version, redrafted=True, **fact.data["content"])


def _published(fact: Fact, rows: Rows) -> None:
    content, version = fact.data["content"], fact.data["version"]
    due = _due(fact)
    _change(fact, rows, state="published", version=version, redrafted=False, review_due_at=due, lapsed=False, **content)
    rows.put(versions, article=_id(fact), version=version, at=fact.time, by=fact.actor.account, **content)


def _reviewed(fact: Fact, rows: Rows) -> None:
    _change(fact, rows, review_due_at=_due(fact), lapsed=False)


def _due(fact: Fact) -> datetime | None:
    duties = fact.data["duties"]
    return unstamp(duties[0]["due_at"]) if duties else None


def _retired(fact: Fact, rows: Rows) -> None:
    _change(fact, rows, state="retired", review_due_at=None, lapsed=False)


def _lapsed(fact: Fact, rows: Rows) -> None:
    rows.put(articles, article=_id(fact), lapsed=True)


KNOWLEDGE = ReadModel(
    "knowledge",
    (articles, versions),
    said={
        "knowledge.drafted": _drafted,
        "knowledge.published": _published,
        "knowledge.reviewed": _reviewed,
        "knowledge.retired": _retired,
        "knowledge.lapsed": _lapsed,
    },
)


def all_articles(connection: Connection) -> Sequence[Row]:
    """All of them, the one changed last first."""
    return connection.execute(select(articles).order_by(articles.c.changed_at.desc())).mappings().all()


def article_of(connection: Connection, article: str) -> Row | None:
    """One article with its newest words."""
    return connection.execute(select(articles).where(articles.c.article == article)).mappings().first()


def versions_of(connection: Connection, article: str) -> Sequence[Row]:
    """What was published, the newest first."""
    wanted = select(versions).where(versions.c.article == article).order_by(versions.c.version.desc())
    return connection.execute(wanted).mappings().all()


def in_force(connection: Connection) -> Sequence[Row]:
    """The newest published version of every article that is not retired."""
    same = (versions.c.article == articles.c.article) & (versions.c.version == articles.c.version)
    wanted = select(versions).join(articles, same).where(articles.c.state == "published")
    return connection.execute(wanted.order_by(versions.c.at.desc())).mappings().all()


def reviews_due(connection: Connection, now: datetime, limit: int) -> Sequence[str]:
    """The articles whose review was due before now and whose lapse was not said; the longest overdue first."""
    overdue = articles.c.lapsed.is_(False), articles.c.review_due_at < now
    wanted = select(articles.c.article).where(*overdue).order_by(articles.c.review_due_at)
    return connection.scalars(wanted.limit(limit)).all()
