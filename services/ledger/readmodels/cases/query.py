"""Questions about cases: lists newest first, counts, one case; now, or as of a recorded time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select, tuple_

from services.ledger.readmodels.cases.apply import READINGS
from services.ledger.readmodels.cases.story import folded, stories
from services.ledger.readmodels.cases.tables import cases
from shared.kernel.case_state import state_of

c = cases.c
SHOWN = (
    *(c.case_no, c.state, c.waits_for, c.unit, c.round, c.changed_at),
    *(c.source, c.source_no, c.channel, c.urgent, c.received_at),
)
LOOKED_AT = 100
AT_MOST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. `unit` is the lead unit or None; `waits_for` a code or None; what was received is None until known."""

    case_no: str
    state: str
    waits_for: str | None
    unit: str | None
    round: int
    changed_at: datetime
    source: str | None
    source_no: str | None
    channel: str | None
    urgent: bool | None
    received_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is asked for; empty asks for all. `own` is the only unit whose cases may be seen; `number` part of a number."""

    state: str = ""
    unit: str = ""
    own: str = ""
    number: str = ""


Place = tuple[datetime, str]
"""Where a list goes on: (received_at, case_no) of the last case looked at."""


def one(connection: Connection, case_no: str) -> Case | None:
    """The case as it is now; None while its receipt has not been heard."""
    row = connection.execute(select(*SHOWN).where(c.case_no == case_no, c.received_at.is_not(None))).mappings().first()
    return _case(row) if row else None


def listed(connection: Connection, wanted: Filter, after: Place | None, count: int) -> list[Case]:
    """At most `count` cases as they are now."""
    statement = select(*SHOWN).where(*_seen(wanted), *_standing(wanted), *_behind(after))
    statement = statement.order_by(c.received_at.desc(), c.case_no.desc()).limit(count)
    return [_case(row) for row in connection.execute(statement).mappings()]


def counts(connection: Connection, own: str = "") -> dict[str, int]:
    """State → how many."""
    statement = select(c.state, func.count()).where(*_seen(Filter(own=own))).group_by(c.state)
    return {row[0]: row[1] for row in connection.execute(statement)}


def listed_as_of(
    connection: Connection, wanted: Filter, as_of: datetime, after: Place | None, count: int
) -> tuple[list[Case], Place | None]:
    """At most `count` cases as they were, and where to go on (None at the end).

    Each case is folded from its entries, so at most five thousand are looked at: a page may be short though more come.
    """
    found: list[Case] = []
    for _ in range(AT_MOST // LOOKED_AT):
        candidates = listed(connection, replace(wanted, state="", unit=""), after, LOOKED_AT)
        for case in then(connection, candidates, as_of):
            if wanted.state in ("", case.state) and wanted.unit in ("", case.unit):
                found.append(case)
                if len(found) == count:
                    return found, _place(case)
        if len(candidates) < LOOKED_AT:
            return found, None
        after = _place(candidates[-1])
    return found, after


def then(connection: Connection, now: Sequence[Case], as_of: datetime) -> list[Case]:
    """Those of the cases that were known at this recorded time, as they were."""
    told = stories(connection, [case.case_no for case in now], as_of)
    states = {case_no: state_of(folded(facts)) for case_no, facts in told.items()}
    return [
        replace(
            case,
            state=state.state,
            waits_for=state.waits_for or None,
            unit=state.unit or None,
            round=state.round,
            changed_at=max(fact.recorded_at for fact in told[case.case_no] if fact.type not in READINGS),
        )
        for case in now
        if (state := states[case.case_no]).state
    ]


def _seen(wanted: Filter) -> list[ColumnElement[bool]]:
    """Of which cases anything may be known at all."""
    conditions: list[ColumnElement[bool]] = [c.received_at.is_not(None)]
    if wanted.own:
        conditions.append(c.unit == wanted.own)
    if wanted.number:
        conditions.append(c.case_no.contains(wanted.number, autoescape=True))
    return conditions


def _standing(wanted: Filter) -> list[ColumnElement[bool]]:
    pairs = ((c.state, wanted.state), (c.unit, wanted.unit))
    return [column == value for column, value in pairs if value]


def _behind(after: Place | None) -> list[ColumnElement[bool]]:
    return [tuple_(c.received_at, c.case_no) < tuple_(*after)] if after else []


def _place(case: Case) -> Place | None:
    return (case.received_at, case.case_no) if case.received_at else None


def _case(row: RowMapping) -> Case:
    return Case(**{**row, "unit": row["unit"] or None, "waits_for": row["waits_for"] or None})
