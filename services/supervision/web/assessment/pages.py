"""The page of figures and the page of the cases behind one."""

from dataclasses import replace
from typing import Any

from services.supervision.domain.assessment.figures import Figure
from services.supervision.domain.assessment.period import NAMES
from services.supervision.domain.assessment.rates import RATES
from services.supervision.web.assessment.asking import (
    Answer,
    Question,
    answer_of,
    asked_of,
    cases_of,
    own_unit,
    question_of,
)
from services.supervision.web.assessment.elsewhere import elsewhere
from services.supervision.web.assessment.forms import FIGURES, LEAST, AssessmentQuery
from services.supervision.web.assessment.words import GROUPS, NONE, choices, name_of
from shared.house.house import House
from shared.rules.rules import Rules
from shared.web.answers import Page
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.inputs import Input, inputs
from shared.web.paging import LIMIT, read_cursor, write_cursor

SHOWN = ("period", "since", "until", "by", "unit", "channel", "theme", "rate", "least")


def show(ask: Ask) -> Page:
    """`?period=&since=&until=&by=&unit=&channel=&theme=&rate=&least=`."""
    house: House = ask.service
    question = question_of(ask)
    answer = answer_of(house, question)
    rules = house.rulebook.current
    values = {
        "question": question,
        "may_exclusions": ask.may("exclusions.propose") or ask.may("exclusions.approve"),
        "period": period_name(question),
        "answer": answer,
        "groups": [(code, name_of(question.by, code, rules), code or NONE) for code in answer.codes],
        "by_name": GROUPS[question.by],
        "rates": RATES,
        "ranked": FIGURES[question.rate],
        "asked": asked_of(question),
        "inputs": filters(ask, question, rules),
        "narrowed": narrowed(question, rules),
        "name_of": lambda code: name_of(question.by, code, rules),
        "group_words": GROUPS,
    }
    return Page("supervision/assessment.html", values)


def filters(ask: Ask, question: Question, rules: Rules) -> list[Input]:
    """The controls above the figures; a unit that sees itself alone does not choose one."""
    values = {name: str(value) for name, value in asked_of(question).items()}
    values["least"] = str(question.least)
    given = {by: choices(by, rules) for by in ("unit", "channel", "theme")}
    made = inputs(AssessmentQuery, ask, values=values, choices=given)
    hidden = {"unit"} if question.own else set()
    return [one for one in made if one.name in SHOWN and one.name not in hidden]


def narrowed(question: Question, rules: Rules) -> list[tuple[str, str]]:
    """(what, name) of everything the figures are narrowed to."""
    return [(GROUPS[by], name_of(by, "" if code == NONE else code, rules)) for by, code in question.wanted.items()]


def period_name(question: Question) -> str:
    """`本月（2026-11-01 至 2026-11-30）`."""
    period = question.period
    return f"{NAMES[question.name]}（{period.since} 至 {period.last}）"


def sliced(figure: Figure, cursor: str | None, limit: int) -> tuple[Figure, str | None]:
    """One page of the cases behind a figure."""
    match read_cursor(cursor):
        case None:
            begin = 0
        case (int(begin),) if begin >= 0:
            pass
        case _:
            raise Failure(422, "request.cursor")
    more = len(figure.cases) > begin + limit
    return replace(figure, cases=figure.cases[begin : begin + limit]), write_cursor((begin + limit,)) if more else None


def show_cases(ask: Ask) -> Page:
    """`?rate=` and all that figures are asked with: the cases of one figure, each with whether it is met."""
    house: House = ask.service
    question = question_of(ask)
    found = cases_of(house, question)
    page, next_cursor = sliced(found, ask.query("cursor") or None, LIMIT)
    rules = house.rulebook.current
    values: dict[str, Any] = {
        "question": question,
        "period": period_name(question),
        "figure": found,
        "cases": page.cases,
        "elsewhere": elsewhere(ask, {case.row.case_no for case in page.cases}),
        "found": {"next_cursor": next_cursor},
        "asked": asked_of(question, cursor=ask.query("cursor")),
        "narrowed": narrowed(question, rules),
        "own": own_unit(ask),
    }
    return Page("supervision/assessed_cases.html", values)


__all__ = ["LEAST", "Answer", "show", "show_cases"]
