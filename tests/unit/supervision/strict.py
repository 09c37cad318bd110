"""Rules with cards and limits for what follows a lapse; everything takes 24 hours."""

from dataclasses import replace

from shared.calendar import Measure, Span
from shared.rules.cards import CardRule, SampleRule
from shared.rules.limits import Limit
from shared.rules.moment import Moment
from tests.unit.small_rules import RULES, at

MORE = {code: Limit(code, code, Span(24, Measure.HOURS), "test") for code in ("remind", "circulate", "explain")}
CARDS = (
    CardRule("reminded", "none", ("first_contact",)),
    CardRule("late_start", "blue", ("dispatch", "sign")),
    CardRule("overdue", "yellow", letter=True, explain="explain"),
    CardRule("overdue_again", "red", explain="explain"),
    CardRule("extended", "red", over=2, explain="explain"),
    CardRule("dissatisfied", "red", explain="explain"),
)
STRICT = replace(RULES, limits={**RULES.limits, **MORE}, cards=CARDS)


def on(hours: float = 0, account: str = "wang", unit: str = "watch", sampling: tuple[SampleRule, ...] = ()) -> Moment:
    """The moment so many hours after noon, under these rules."""
    return replace(at(hours, account, unit), rules=replace(STRICT, sampling=sampling))


def timer(hours: float = 0) -> Moment:
    return on(hours, "system:supervision", "")
