"""How far the rules have looked: which cases have news, and by case what was seen last and when to look again.

No log can give it back; lost, everything is looked at once more, and found again says nothing new.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Column, Connection, Index, MetaData, Table, Text, delete, insert, or_, select

from services.supervision.readmodels.dossier.apply import HEARD, SAID, passed
from services.supervision.readmodels.dossier.tables import dossier_cases
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, ReadModel, Rows
from shared.eventlog.schema import Utc

metadata = MetaData()
patterns_looked = Table(
    "patterns_looked",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("mark", Text),
    Column("again_at", Utc),
    Index("patterns_looked_by_time", "again_at"),
)
patterns_news = Table(
    "patterns_news",
    metadata,
    Column("case_no", Text, primary_key=True),
    Column("mark", Text),
    Index("patterns_news_by_mark", "mark"),
)
"""The cases that changed since: a few, so that looking for them costs the same however many cases there are."""
c, k, n = dossier_cases.c, patterns_looked.c, patterns_news.c


def changed(fact: Fact, rows: Rows) -> None:
    """A case has news."""
    if "/" not in fact.subject:
        rows.put(patterns_news, case_no=fact.subject, mark=fact.id)


SAYS: Mapping[str, Apply] = dict.fromkeys((type_ for type_, do in SAID.items() if do is passed), changed)
HEARS: Mapping[tuple[str, str], Apply] = dict.fromkeys((pair for pair, do in HEARD.items() if do is passed), changed)
LOOKED = ReadModel("patterns_looked", (patterns_looked, patterns_news), said=SAYS, heard=HEARS, derived=False)


def recall(connection: Connection) -> None:
    """Whatever changed and was not looked at is news: said once in a process, for what an earlier one may have lost."""
    both = dossier_cases.outerjoin(patterns_looked, c.case_no == k.case_no)
    unseen = select(c.case_no, c.mark).select_from(both).where(or_(k.mark.is_(None), k.mark != c.mark))
    connection.execute(delete(patterns_news))
    connection.execute(insert(patterns_news).from_select(["case_no", "mark"], unseen))


def to_look_at(connection: Connection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """Cases that changed, or are to be looked at again by now: (case number, mark)."""
    news = select(n.case_no, n.mark).order_by(n.mark).limit(limit)
    both = patterns_looked.join(dossier_cases, c.case_no == k.case_no)
    due = select(c.case_no, c.mark).select_from(both).where(k.again_at <= now).order_by(k.again_at).limit(limit)
    found = {row.case_no: row.mark for statement in (due, news) for row in connection.execute(statement)}
    return sorted(found.items(), key=lambda pair: pair[1])[:limit]


def looked_at(connection: Connection, case_no: str, mark: str, again_at: datetime | None) -> None:
    """It was looked at as it was then; what came since stays news."""
    rows = Rows(connection)
    rows.put(patterns_looked, case_no=case_no, mark=mark, again_at=again_at)
    rows.write()
    connection.execute(delete(patterns_news).where(n.case_no == case_no, n.mark == mark))
