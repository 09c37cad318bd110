"""What is overdue, by unit: the orders at work now, and the history that a file told of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.cli.installation import Installation
from services.intake.readmodels import appeals
from services.routing.measures import overdue
from shared.rules.rules import Rules

Assigned = Mapping[str, Sequence[str]]
"""Number of the source → unit, and the limit of its answer ("" for the jurisdiction's own)."""


@dataclass
class Count:
    """Of one unit's history: all, the answered, and those answered after the limit or never."""

    cases: int = 0
    answered: int = 0
    overdue: int = 0


def at_work(installation: Installation) -> list[dict[str, Any]]:
    """How many orders are overdue now, by unit and duty."""
    found = [key for reading in overdue(installation.houses["routing"]) for key in reading.values.items()]
    return [{"unit": unit, "duty": duty, "overdue": int(number)} for (unit, duty), number in sorted(found)]


def of_history(installation: Installation, *, source: str, units: Assigned) -> list[dict[str, Any]]:
    """The history of a source by the units it is assigned to, each answer held to its limit from the asking on.

    History has no work order, so nobody had it: who would have had it is told from outside. Numbers that are assigned
    to nobody stand under the unit "". ValueError for a limit that there is not.
    """
    house, counts = installation.houses["intake"], dict[str, Count]()
    rules = house.rulebook.current
    with house.engine.connect() as connection:
        for source_no, kind, asked_at, answered_at in appeals.answered(connection, source):
            unit, limit = (*units.get(source_no, ("", "")), "")[:2]
            count = counts.setdefault(unit, Count())
            count.cases += 1
            count.answered += answered_at is not None
            count.overdue += (answered_at or house.clock()) > _due(rules, limit, kind, asked_at)
    return [{"unit": unit, **vars(count)} for unit, count in sorted(counts.items())]


def _due(rules: Rules, limit: str, kind: str, asked_at: datetime) -> datetime:
    code = limit or rules.answer_limit(kind, "", urgent=False)
    if code not in rules.limits:
        raise ValueError(f"there is no limit {code}; known: {', '.join(sorted(rules.limits))}")
    return rules.calendar.due(asked_at, rules.limits[code].span)


OPERATIONS: Mapping[str, Callable[..., Any]] = {"case.overdue": at_work, "case.overdue_history": of_history}
