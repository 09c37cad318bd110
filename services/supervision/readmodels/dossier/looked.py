"""How far the rules have looked: by case the entry they had seen, and when to look again. No log can give it back; lost,
everything is looked at once more, and found again says nothing new."""

from datetime import datetime

from sqlalchemy import Column, Connection, MetaData, Table, Text, or_, select

from services.supervision.readmodels.dossier.tables import dossier_cases
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Utc

patterns_looked = Table(
    "patterns_looked",
    MetaData(),
    Column("case_no", Text, primary_key=True),
    Column("mark", Text),
    Column("again_at", Utc),
)
LOOKED = ReadModel("patterns_looked", (patterns_looked,), derived=False)
c, k = dossier_cases.c, patterns_looked.c


def to_look_at(connection: Connection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """Cases that changed, or are to be looked at again by now: (case number, mark)."""
    both = dossier_cases.outerjoin(patterns_looked, c.case_no == k.case_no)
    changed = or_(k.mark.is_(None), k.mark != c.mark, k.again_at <= now)
    found = connection.execute(select(c.case_no, c.mark).select_from(both).where(changed).order_by(c.mark).limit(limit))
    return [(row.case_no, row.mark) for row in found]


def looked_at(connection: Connection, case_no: str, mark: str, again_at: datetime | None) -> None:
    """It was looked at as it was then."""
    rows = Rows(connection)
    rows.put(patterns_looked, case_no=case_no, mark=mark, again_at=again_at)
    rows.write()
