"""干预评价: dissatisfied, and soon after satisfied, with nothing done in between."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from services.supervision.domain.patterns.finding import Check, Finding, evidence
from services.supervision.domain.patterns.story import Said, Story
from shared.rules.rules import Rules

CODE, CHECK = "rating_pressure", "handled_between"
OPINIONS = ("appeal.rated", "callback.recorded")
WORK = ("work_order.reopened", "work_order.closed", "work_order.progressed", "work_order.answered", "meeting.held")


def rating_pressure(story: Story, rules: Rules, now: datetime) -> Sequence[Finding]:  # noqa: ARG001 — as all rules
    within = timedelta(hours=rules.patterns[CODE].numbers["hours"])
    opinions = [one for one in story.of(*OPINIONS) if one.data.get("satisfied") is not None]
    found = {one.round: (one, other) for one, other in pairwise(opinions) if turned(one, other, within, story)}
    return [_found(story, *pair) for pair in found.values()]


def turned(one: Said, other: Said, within: timedelta, story: Story) -> bool:
    """From dissatisfied to satisfied in time, and nothing was done meanwhile."""
    if one.data["satisfied"] or not other.data["satisfied"] or other.at - one.at > within:
        return False
    return not story.between(one.at, other.at, *WORK)


def _found(story: Story, one: Said, other: Said) -> Finding:
    check = Check(CHECK, "已核对：两次评价之间没有重办、进展、再答复或现场会办")
    closed = [said for said in story.of("work_order.closed") if said.at < other.at]
    unit = closed[-1].by if closed else ""
    proof = [evidence(story, one, "不满意"), evidence(story, other, "改为满意")]
    return Finding(CODE, story.case_no, one.round, unit, "不满意以后很快改为满意，其间没有再办理", proof, check)
