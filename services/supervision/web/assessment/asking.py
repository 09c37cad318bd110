"""Reading what is asked, and answering it: rows read here, counted beside the committing greenthreads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.supervision.domain.assessment.figures import (
    GROUPS,
    Excluded,
    Figure,
    Place,
    figure,
    grouped,
    league,
)
from services.supervision.domain.assessment.folding import rows_of
from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.period import Period, day_of, days_of
from services.supervision.domain.assessment.rates import BY_CODE, RATES
from services.supervision.domain.assessment.row import Row
from services.supervision.readmodels import exclusions
from services.supervision.readmodels.assessment import query
from services.supervision.web.assessment.forms import LEAST
from services.supervision.web.assessment.words import NONE
from shared.house.house import House
from shared.kernel.times import stamp
from shared.web.ask import Ask

READ, READ_OWN = "assessment.read", "assessment.read_own"
RANKED = "closed_in_time"


@dataclass(frozen=True, slots=True)
class Question:
    """`wanted` narrows, by the names of GROUPS; `own`: the one unit the asker may see, or ""."""

    name: str
    period: Period
    by: str
    wanted: Mapping[str, str]
    rate: str
    least: int
    own: str
    as_of: datetime | None = None

    def fits(self, row: Row) -> bool:
        """Whether a row is asked about and may be seen."""
        if self.own and row.unit != self.own:
            return False
        return all(GROUPS[by](row) == ("" if code == NONE else code) for by, code in self.wanted.items())


@dataclass(frozen=True, slots=True)
class Answer:
    """`whole` and `parts` by rate; `parts` of a rate by the group's code."""

    question: Question
    whole: Sequence[Figure]
    parts: Mapping[str, Mapping[str, Figure]]
    ranks: Sequence[Place]

    @property
    def codes(self) -> list[str]:
        """The groups that any rate counts, the one without a code last."""
        found = {code for figures in self.parts.values() for code in figures}
        return sorted(found, key=lambda code: (not code, code))


def own_unit(ask: Ask) -> str:
    """The unit whose figures alone the asker may see, or "" for all; NotAllowed for who may see none."""
    return ask.scope(everything=READ, own=READ_OWN).unit or ""


def question_of(ask: Ask) -> Question:
    """What the query says; this month by unit where it says nothing. Days that are given are the period."""
    form = ask.form
    since, last = form.get("since"), form.get("until")
    name = "custom" if since or last else form.get("period", "month")
    given: datetime | None = form.get("as_of")
    as_of = min(given, ask.at) if given else ask.at
    period = Period(*days_of(name, day_of(as_of), since, last), as_of)
    wanted = {by: form[by] for by in GROUPS if form.get(by)}
    least, rate = form.get("least", LEAST), form.get("rate", RANKED)
    return Question(name, period, form.get("by", "unit"), wanted, rate, least, own_unit(ask), given)


def heard(house: House, period: Period) -> tuple[list[Milestone], Excluded]:
    """What figures of this period are made of."""
    with house.engine.connect() as connection:
        milestones = query.alive(connection, period.begin, period.as_of)
        return milestones, exclusions.in_force(connection, period.as_of)


def answer_of(house: House, question: Question) -> Answer:
    """Every rate, whole and by group, and the league of one."""
    milestones, excluded = heard(house, question.period)
    answer: Answer = house.world.offload(lambda: _answer(question, milestones, excluded))
    return answer


def _answer(question: Question, milestones: Sequence[Milestone], excluded: Excluded) -> Answer:
    period = question.period
    rows = [row for row in rows_of(milestones, period.as_of) if question.fits(row)]
    whole = [figure(rate, rows, period, excluded) for rate in RATES]
    parts = {rate.code: grouped(rate, rows, period, question.by, excluded) for rate in RATES}
    ranked = {code: one for code, one in parts[question.rate].items() if code}
    return Answer(question, whole, parts, league(ranked, question.least))


def cases_of(house: House, question: Question) -> Figure:
    """One figure with the cases behind it, by case number and round."""
    milestones, excluded = heard(house, question.period)

    def count() -> Figure:
        rows = [row for row in rows_of(milestones, question.period.as_of) if question.fits(row)]
        found = figure(BY_CODE[question.rate], rows, question.period, excluded)
        return Figure(found.rate, sorted(found.cases, key=lambda case: (case.row.case_no, case.row.round)))

    made: Figure = house.world.offload(count)
    return made


def asked_of(question: Question, **more: Any) -> dict[str, Any]:
    """The query of an address that asks the same."""
    asked: dict[str, Any] = {"period": question.name, "by": question.by, **question.wanted, "rate": question.rate}
    if question.name == "custom":
        asked |= {"since": question.period.since, "until": question.period.last}
    asked |= {"least": question.least} if question.least != LEAST else {}
    asked |= {"as_of": stamp(question.as_of)} if question.as_of else {}
    return {**asked, **more}
