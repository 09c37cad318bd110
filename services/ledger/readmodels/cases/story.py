"""The entries of a case from the exact copies, and its state folded from them: now, or as of a recorded time."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, select, update

from services.ledger.readmodels.cases.apply import READINGS, columns
from services.ledger.readmodels.cases.tables import case_entries, case_memory, cases
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.schema import inbox
from shared.kernel.case_state import Facts, note

Copies = Select[tuple[str, bytes]]


def stories(connection: Connection, case_nos: Sequence[str], as_of: datetime | None = None) -> dict[str, list[Fact]]:
    """The entries of each case recorded up to a time (inclusive), those of each service in their order."""
    found: dict[str, list[Fact]] = {case_no: [] for case_no in case_nos}
    for row in connection.execute(_copies(case_nos, as_of)):
        found[row.case_no].append(fact_of(row.body))
    return found


def story(connection: Connection, case_no: str, as_of: datetime | None = None) -> list[Fact]:
    """The same of one case."""
    return stories(connection, [case_no], as_of)[case_no]


def _copies(case_nos: Sequence[str], as_of: datetime | None) -> Copies:
    at = case_entries.c
    kept = inbox.join(case_entries, (inbox.c.source == at.source) & (inbox.c.position == at.position))
    statement = select(at.case_no, inbox.c.body).select_from(kept).where(at.case_no.in_(case_nos))
    if as_of is not None:
        statement = statement.where(at.recorded_at <= as_of)
    return statement.order_by(at.recorded_at, at.source, at.position)


def folded(facts: Iterable[Fact]) -> Facts:
    """What is known of a case after these entries."""
    known = Facts()
    for fact in facts:
        known = note(known, fact.service, fact.type, fact.data, fact.time)
    return known


def refold(connection: Connection, case_no: str) -> None:
    """Make a case's row anew: an entry was handled at last, after later ones of its case."""
    told = [fact for fact in story(connection, case_no) if fact.type not in READINGS]
    if told:
        changed_at = max(fact.recorded_at for fact in told)
        row = columns(folded(told))
        connection.execute(update(cases).where(cases.c.case_no == case_no).values(changed_at=changed_at, **row))
        connection.execute(update(case_memory).values(token=""))  # what the writer remembered counts no more
