"""The figures as a workbook: rates, groups, league, the cases behind every figure, the formulas in words."""

from collections.abc import Iterable, Iterator

from werkzeug.wrappers import Response

from services.supervision.domain.assessment.figures import GROUPS as KEYS
from services.supervision.domain.assessment.figures import Figure
from services.supervision.domain.assessment.rates import RATES
from services.supervision.web.assessment.asking import Answer, answer_of, question_of
from services.supervision.web.assessment.forms import FIGURES
from services.supervision.web.assessment.pages import narrowed, period_name
from services.supervision.web.assessment.sheets import Row, Sheet, download, taken, workbook
from services.supervision.web.assessment.words import GROUPS, name_of
from shared.house.house import House
from shared.rules.rules import Rules
from shared.web.ask import Ask
from shared.web.display import when

COUNTS = ("分子", "分母", "比率", "剔除后分子", "剔除后分母", "剔除后比率")


def export(ask: Ask) -> Response:
    """`/assessment.xlsx` with the query of the page."""
    house: House = ask.service
    question = question_of(ask)
    answer = answer_of(house, question)
    rules = house.rulebook.current
    data: bytes = house.world.offload(lambda: workbook(sheets(answer, rules)))
    taken(ask, "assessment", f"{question.period.since} {question.period.last}")
    return download(data, f"考核指标 {question.period.since} 至 {question.period.last}")


def sheets(answer: Answer, rules: Rules) -> Iterator[Sheet]:
    """What stands in the workbook."""
    by = answer.question.by
    group = GROUPS[by]
    yield Sheet("总体", (14, 9, 9, 10, 11, 11, 11, 70), ("指标", *COUNTS, "公式"), _whole(answer))
    yield Sheet(f"按{group}", (14, 18, 9, 9, 10, 11, 11, 11), ("指标", group, *COUNTS), _parts(answer, by, rules))
    yield Sheet(
        f"{FIGURES[answer.question.rate]}排名",
        (8, 18, 9, 9, 10, 11, 11, 11),
        ("名次", group, *COUNTS),
        _ranks(answer, by, rules),
    )
    head = ("指标", "事项编号", "轮次", *GROUPS.values(), "登记时间", "派到单位", "办结时间", "计入分子", "已剔除")
    yield Sheet("明细", (12, 22, 6, 16, 12, 14, 10, 8, 10, 17, 17, 17, 9, 8), head, _cases(answer, rules))
    yield Sheet("说明", (16, 100), ("项目", "内容"), _notes(answer, rules))


def counts(figure: Figure) -> Row:
    """Both figures."""
    return [value for count in (figure.all, figure.kept) for value in (count.numerator, count.denominator, count.share)]


def _whole(answer: Answer) -> Iterable[Row]:
    for figure in answer.whole:
        yield (figure.rate.name, *counts(figure), figure.rate.formula)


def _parts(answer: Answer, by: str, rules: Rules) -> Iterable[Row]:
    for rate in RATES:
        for code, figure in sorted(answer.parts[rate.code].items()):
            yield (rate.name, name_of(by, code, rules), *counts(figure))


def _ranks(answer: Answer, by: str, rules: Rules) -> Iterable[Row]:
    for place in answer.ranks:
        yield (place.rank or "件数不足", name_of(by, place.code, rules), *counts(place.figure))


def _cases(answer: Answer, rules: Rules) -> Iterable[Row]:
    for figure in answer.whole:
        for case in figure.cases:
            row = case.row
            names = [name_of(by, key(row), rules) for by, key in KEYS.items()]
            times = row.received_at, row.begun_at, row.closed_at
            yield (figure.rate.name, row.case_no, row.round, *names, *times, case.met, case.excluded)


def _notes(answer: Answer, rules: Rules) -> Iterable[Row]:
    question = answer.question
    yield "期间", period_name(question)
    yield "数据截至", when(question.period.as_of)
    yield from narrowed(question, rules)
    for rate in RATES:
        yield rate.name, rate.formula
        yield rate.english, rate.formula_en
        for where, level in (rate.levels or {}).items():
            yield f"{rate.name}（对照）", f"{where} {level}%"
