"""久不签收: signing lapsed, and long after it nobody of the unit had signed."""

from collections.abc import Sequence
from datetime import datetime

from services.supervision.domain.patterns.finding import Check, Finding, evidence
from services.supervision.domain.patterns.story import LEAVES, SUSPENDS, Said, Story
from shared.calendar import Measure, Span
from shared.rules.rules import Rules

CODE, CHECK = "unsigned", "excused_meanwhile"
EXCUSES = (*SUSPENDS, *LEAVES, "work_order.returned", "work_order.dispatched")


def unsigned(story: Story, rules: Rules, now: datetime) -> Sequence[Finding]:
    lapses = [one for one in story.of("work_order.lapsed") if one.data.get("duty") == "sign"]
    return [found for lapse in lapses if (found := _found(story, lapse, rules, now))]


def patience(lapse: Said, rules: Rules) -> datetime:
    """Until when it is only late."""
    days = rules.patterns[CODE].numbers["working_days"]
    return rules.calendar.due(lapse.at, Span(days, Measure.WORKING_DAYS))


def _found(story: Story, lapse: Said, rules: Rules, now: datetime) -> Finding | None:
    until = patience(lapse, rules)
    signed = story.between(lapse.at, now, "work_order.signed")
    late = [one for one in signed if one.by == lapse.by]
    if now < until or (late and late[0].at <= until):
        return None
    if excused(story, lapse, until):
        return None
    words = "签收逾期后很久才签收" if late else "签收逾期，至今没有签收"
    check = Check(CHECK, "已核对：逾期前后没有待裁定的退单，没有挂账、并案、转送、撤单，也没有改派")
    proof = [evidence(story, lapse, "签收逾期"), *(evidence(story, one, "签收") for one in late[:1])]
    return Finding(CODE, story.case_no, lapse.round, lapse.by, words, proof, check)


def excused(story: Story, lapse: Said, until: datetime) -> bool:
    """Returned, suspended or gone to others: before the lapse and not come back, or before patience ended."""
    given = [one.at for one in story.of("work_order.dispatched", "work_order.reopened") if one.at < lapse.at]
    since = given[-1] if given else lapse.at
    return bool(story.between(since, until, *EXCUSES))


def again(story: Story, rules: Rules, now: datetime) -> datetime | None:
    """When to look once more although nothing was said."""
    if CODE not in rules.patterns:
        return None
    ends = [patience(one, rules) for one in story.of("work_order.lapsed") if one.data.get("duty") == "sign"]
    return min((end for end in ends if end > now), default=None)
