"""The exact copies of a case's entries, each with the number of its leaf."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from services.ledger.readmodels.cases.tables import case_entries
from services.ledger.tree.proving import leaf_number
from shared.eventlog.fact import fact_of
from shared.eventlog.schema import entries, inbox


class Copy(NamedTuple):
    """`number` is None while the entry is not in the tree; `source` is its log (`/hailar/intake`)."""

    number: int | None
    source: str
    position: int
    body: bytes


def copies(connection: Connection, case_no: str, *, thorough: bool = False) -> list[Copy]:
    """Every kept entry about the case. Thorough: not by the case index, which knows nothing of what was parked."""
    found = connection.scalars(_kept(case_no) if thorough else _indexed(case_no))
    bodies = [bytes(body) for body in found]
    if thorough:
        own = select(entries.c.body).where(entries.c.subject == case_no)
        bodies += [bytes(body) for body in connection.scalars(own)]
    return [_copy(connection, body) for body in dict.fromkeys(bodies)]


def _indexed(case_no: str) -> Select[Any]:
    at = case_entries.c
    kept = inbox.join(case_entries, (inbox.c.source == at.source) & (inbox.c.position == at.position))
    return select(inbox.c.body).select_from(kept).where(at.case_no == case_no)


def _kept(case_no: str) -> Select[Any]:
    return select(inbox.c.body).where(inbox.c.subject == case_no)


def _copy(connection: Connection, body: bytes) -> Copy:
    fact = fact_of(body)
    return Copy(leaf_number(connection, fact.source, fact.position), fact.source, fact.position, body)
