"""The API of assessment: the same figures and the same cases as the pages."""

from collections.abc import Mapping
from typing import Any

from services.supervision.domain.assessment.figures import Count, Counted, Figure
from services.supervision.domain.assessment.rates import Rate
from services.supervision.web.assessment.asking import Question, answer_of, cases_of, question_of
from services.supervision.web.assessment.pages import sliced
from services.supervision.web.assessment.words import name_of
from shared.house.house import House
from shared.web.answers import Json
from shared.web.ask import Ask


def count_of(count: Count) -> dict[str, Any]:
    """`percent` is text with two decimals, null where there is nothing to count."""
    return {"numerator": count.numerator, "denominator": count.denominator, "percent": count.percent or None}


def both(figure: Figure) -> dict[str, Any]:
    """As it is, and without what was excluded."""
    return {**count_of(figure.all), "without_excluded": count_of(figure.kept)}


def rate_of(rate: Rate) -> dict[str, Any]:
    """What it is, in words."""
    words = {"code": rate.code, "name": rate.name, "english": rate.english, "higher_is_better": rate.higher}
    return {**words, "formula": rate.formula, "formula_en": rate.formula_en, "published_levels": rate.levels or {}}


def asked(question: Question) -> dict[str, Any]:
    """The question as it was understood."""
    period = question.period
    days = {"since": period.since, "until": period.last, "as_of": period.as_of}
    return {"period": question.name, **days, "by": question.by, "narrowed_to": dict(question.wanted)}


def show(ask: Ask) -> Json:
    """Every rate, whole and by group, and the league of one."""
    house: House = ask.service
    question = question_of(ask)
    answer = answer_of(house, question)
    rules = house.rulebook.current

    def group(code: str) -> dict[str, str]:
        return {"code": code, "name": name_of(question.by, code, rules)}

    def groups(parts: Mapping[str, Figure]) -> list[dict[str, Any]]:
        return [{**group(code), **both(parts[code])} for code in answer.codes if code in parts]

    rates = [
        {**rate_of(figure.rate), **both(figure), "groups": groups(answer.parts[figure.rate.code])}
        for figure in answer.whole
    ]
    places = [{**group(place.code), "rank": place.rank, **both(place.figure)} for place in answer.ranks]
    league = {"rate": question.rate, "least": question.least, "places": places}
    return Json({**asked(question), "rates": rates, "league": league})


def show_cases(ask: Ask) -> Json:
    """The cases of one figure, paged; all pages together are its denominator."""
    question = question_of(ask)
    figure = cases_of(ask.service, question)
    page, next_cursor = sliced(figure, ask.form.get("cursor"), ask.form["limit"])
    cases = [case_of(case) for case in page.cases]
    return Json({**asked(question), **rate_of(figure.rate), **both(figure), "cases": cases, "next_cursor": next_cursor})


def case_of(case: Counted) -> dict[str, Any]:
    """One row behind a figure."""
    row = case.row
    plain = ("case_no", "round", "unit", "channel", "theme", "kind", "level", "received_at", "begun_at", "closed_at")
    return {**{name: getattr(row, name) for name in plain}, "met": case.met, "excluded": case.excluded}
