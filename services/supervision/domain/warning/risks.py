"""Cases at risk: why somebody should look at an open case before it goes wrong."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.supervision.domain.assessment.rates import CLOSING
from services.supervision.domain.assessment.row import Row
from services.supervision.domain.watch import Criteria
from shared.calendar import Measure, Span
from shared.rules.rules import Rules

LIMIT = "warning"
USUAL = Span(8, Measure.WORKING_HOURS)
TWICE = 2
KINDS = ("overdue", "due_soon", "returned_twice", "reopened", "extended_twice", "watched")


@dataclass(frozen=True, slots=True)
class Risk:
    """A case with everything that speaks for looking at it; `due_at` of what comes next, `row` its latest handling."""

    row: Row
    kinds: tuple[str, ...]
    due_at: datetime | None


def horizon(now: datetime, rules: Rules) -> datetime:
    """What is due until then is due soon: by the jurisdiction's limit `warning`, else eight working hours."""
    limit = rules.limits.get(LIMIT)
    return rules.calendar.due(now, limit.span if limit else USUAL)


def risks(rows: Iterable[Row], watched: Iterable[Criteria], now: datetime, rules: Rules) -> list[Risk]:
    """The open cases at risk, the most reasons first, then the earliest due."""
    soon, watches = horizon(now, rules), list(watched)
    found = [_risk(handlings, watches, soon) for handlings in _by_case(rows).values() if handlings[0].case_open]
    far = datetime.max.replace(tzinfo=now.tzinfo)
    return sorted((one for one in found if one.kinds), key=lambda one: (-len(one.kinds), one.due_at or far))


def counts(found: Iterable[Risk]) -> Mapping[str, int]:
    """How many cases for each kind; a case may count for several."""
    numbers = Counter(kind for one in found for kind in one.kinds)
    return {kind: numbers[kind] for kind in KINDS}


def _by_case(rows: Iterable[Row]) -> dict[str, list[Row]]:
    cases: dict[str, list[Row]] = {}
    for row in rows:
        cases.setdefault(row.case_no, []).append(row)
    return cases


def _risk(handlings: list[Row], watches: list[Criteria], soon: datetime) -> Risk:
    last = handlings[-1]
    due_at = min((last.running[duty] for duty in CLOSING if duty in last.running), default=None)
    says = {
        "overdue": last.open and last.late(*CLOSING) is not None,
        "due_soon": due_at is not None and due_at <= soon,
        "returned_twice": sum(len(row.returns) for row in handlings) >= TWICE,
        "reopened": last.how == "reopened" and last.open,
        "extended_twice": last.extensions >= TWICE,
        "watched": any(fits(watch, last) for watch in watches),
    }
    return Risk(last, tuple(kind for kind in KINDS if says[kind]), due_at)


def fits(watch: Criteria, row: Row) -> bool:
    """Whether a case is watched."""
    if watch.case_no:
        return watch.case_no == row.case_no
    has = row.unit, row.theme, row.place, row.channel
    return all(wanted in ("", value) for wanted, value in zip(watch.group, has, strict=True))
