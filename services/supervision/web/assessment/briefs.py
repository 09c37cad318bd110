"""Daily and weekly briefs: page, API, workbook. `<day>` is a day (2026-11-24) or a week (2026-W48)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from werkzeug.wrappers import Response

from services.supervision.domain.assessment.brief import Brief, Old, brief
from services.supervision.domain.assessment.folding import rows_of
from services.supervision.domain.assessment.period import DAY, Period, day_of
from services.supervision.web.assessment.api import both, rate_of
from services.supervision.web.assessment.asking import heard, own_unit
from services.supervision.web.assessment.elsewhere import elsewhere
from services.supervision.web.assessment.exporting import COUNTS, counts
from services.supervision.web.assessment.sheets import Row, Sheet, download, taken, workbook
from services.supervision.web.assessment.words import ASIDE, name_of
from services.supervision.web.words import DUE
from shared.house.house import House
from shared.kernel.times import midnight
from shared.rules.rules import Rules
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.words import STATES, word

WEEK = timedelta(days=6)
LAST = 14


def days_in(text: str) -> tuple[date, date]:
    """First and last day of what the address names; Failure 404 for what is neither day nor week."""
    try:
        if "W" in text:
            monday = date.fromisoformat(f"{text}-1")
            return monday, monday + WEEK
        day = date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise Failure(404, "brief.unknown") from None
    return day, day


def brief_of(ask: Ask) -> Brief:
    """The brief in the address, closed at 24:00 of its last day; Failure 404 for one that has not begun."""
    house: House = ask.service
    since, last = days_in(ask.arguments["day"])
    if midnight(since) > ask.at:
        raise Failure(404, "brief.unknown")
    period = Period(since, last, min(midnight(last + DAY), ask.at))
    milestones, excluded = heard(house, period)
    own = own_unit(ask)

    def count() -> Brief:
        rows = rows_of(milestones, period.as_of)
        return brief([row for row in rows if own in ("", row.unit)], period, excluded)

    made: Brief = house.world.offload(count)
    return made


def show_all(ask: Ask) -> Page:
    """The briefs of the last days and weeks."""
    today = day_of(ask.at)
    days = [today - timedelta(days=back) for back in range(LAST)]
    weeks = [_week(today - timedelta(days=7 * back)) for back in range(4)]
    return Page("supervision/briefs.html", {"days": days, "weeks": weeks, "today": today})


def choose(ask: Ask) -> See:
    """`?day=`: to the brief of the day a person chose; to the list where none was. Failure 404 for what is no day."""
    if not (day := ask.query("day")):
        return See("/supervision/briefs")
    since, _ = days_in(day)
    return See(f"/supervision/briefs/{since}")


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def show(ask: Ask) -> Page:
    """One brief."""
    house: House = ask.service
    made = brief_of(ask)
    since, last = made.period.since, made.period.last
    weekly = since != last
    values = {
        "brief": made,
        "name": ask.arguments["day"],
        "title": "周报" if weekly else "日报",
        "before": _week(since - DAY) if weekly else since - DAY,
        "after": _week(last + DAY) if weekly else last + DAY,
        "ended": made.period.as_of >= made.period.end,
        "next_begun": midnight(last + DAY) <= ask.at,
        "channels": _named(made.received, "channel", house.rulebook.current),
        "responses": {word(code, "state"): number for code, number in made.responses.items()},
        "due_words": DUE,
        "aside": ASIDE,
        "own": own_unit(ask),
        "elsewhere": elsewhere(ask, {no for no, _ in made.lapses} | {one.case_no for one in made.oldest}),
    }
    return Page("supervision/brief.html", values)


def _named(counted: Mapping[str, int], by: str, rules: Rules) -> dict[str, int]:
    order = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return {name_of(by, code, rules): number for code, number in order}


def document(ask: Ask) -> Json:
    """The API's brief."""
    made = brief_of(ask)
    period = made.period
    plain = ("received", "responses", "withdrawn", "closed", "overdue", "returned", "reopened", "open")
    body: dict[str, Any] = {name: getattr(made, name) for name in plain}
    lapses = [{"case_no": no, **lapse._asdict()} for no, lapse in made.lapses]
    rates = [{**rate_of(figure.rate), **both(figure)} for figure in made.rates]
    days = {"since": period.since, "until": period.last, "as_of": period.as_of}
    return Json({**days, **body, "rates": rates, "oldest_open": list(made.oldest), "lapses": lapses})


def export(ask: Ask) -> Response:
    """The brief as a workbook."""
    house: House = ask.service
    made, rules = brief_of(ask), house.rulebook.current
    data: bytes = house.world.offload(lambda: workbook(sheets(made, rules)))
    taken(ask, "brief", ask.arguments["day"])
    return download(data, f"简报 {ask.arguments['day']}")


def sheets(made: Brief, rules: Rules) -> Iterator[Sheet]:
    """What stands in the workbook."""
    yield Sheet("概况", (24, 12), ("项目", "件数"), _overview(made, rules))
    heads = ("指标", *COUNTS, "公式")
    rates = ((figure.rate.name, *counts(figure), figure.rate.formula) for figure in made.rates)
    yield Sheet("指标", (14, 9, 9, 10, 11, 11, 11, 70), heads, rates)
    yield Sheet("单位", (20, 10, 12, 10, 10), ("单位", "办结", "超时未办结", "退单", "重办"), _units(made, rules))
    old = ((one.case_no, one.received_at, _who(one, rules)) for one in made.oldest)
    yield Sheet("最久未办结", (22, 18, 24), ("编号", "登记时间", "现在由谁办"), old)
    yield Sheet("逾期", (22, 8, 14, 20, 18), ("编号", "轮次", "事项", "单位", "到期时间"), _lapses(made, rules))


def _who(one: Old, rules: Rules) -> str:
    return name_of("unit", one.unit, rules) if one.unit else ASIDE[one.aside]


def _overview(made: Brief, rules: Rules) -> Iterable[Row]:
    for name, number in _named(made.received, "channel", rules).items():
        yield f"登记：{name}", number
    for code, number in made.responses.items():
        yield STATES.get(code, code), number
    yield "撤回", made.withdrawn
    yield "未办结事项", made.open


def _units(made: Brief, rules: Rules) -> Iterable[Row]:
    for unit in made.units:
        numbers = (one.get(unit, 0) for one in (made.closed, made.overdue, made.returned, made.reopened))
        yield (name_of("unit", unit, rules), *numbers)


def _lapses(made: Brief, rules: Rules) -> Iterable[Row]:
    for no, lapse in made.lapses:
        duty = DUE.get(lapse.duty, lapse.duty)
        yield no, lapse.round, duty, name_of("unit", lapse.unit, rules), lapse.due_at
