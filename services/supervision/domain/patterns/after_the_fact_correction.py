"""事后补记更正: a contact entered after its due time as if in time, or the asker's number changed after closing."""

from collections.abc import Sequence
from datetime import datetime

from services.supervision.domain.patterns.finding import Check, Finding, evidence
from services.supervision.domain.patterns.story import Said, Story
from shared.calendar import Measure, Span
from shared.kernel.times import unstamp
from shared.rules.rules import Rules

CODE, CHECK = "after_the_fact_correction", "asked_for"
OURS = ("asker", "feed:", "system:")


def after_the_fact_correction(story: Story, rules: Rules, now: datetime) -> Sequence[Finding]:  # noqa: ARG001
    late = [one for one in story.of("work_order.contacted") if backdated(story, one, rules)]
    changed = [one for one in story.of("work_order.asker_corrected") if changed_after(story, one)]
    found = [_backdated(story, one) for one in late]
    return [*found, *(_changed(story, one) for one in changed if one.round not in {item.round for item in found})]


def backdated(story: Story, contact: Said, rules: Rules) -> bool:
    """Said to have been before the lapse, entered after it and more than a few working days later than it was."""
    if not contact.data.get("contacted_at"):
        return False
    was = unstamp(contact.data["contacted_at"])
    days = rules.patterns[CODE].numbers["working_days"]
    if contact.recorded_at <= rules.calendar.due(was, Span(days, Measure.WORKING_DAYS)):
        return False
    return any(was < one.at < contact.recorded_at for one in _lapses(story, contact))


def _lapses(story: Story, contact: Said) -> Sequence[Said]:
    lapses = story.of("work_order.lapsed", round_=contact.round)
    return [one for one in lapses if one.data.get("duty") == "first_contact" and one.by == contact.by]


def changed_after(story: Story, corrected: Said) -> bool:
    """The number was changed by the unit itself after closing, before anybody called back."""
    closed = [one for one in story.of("work_order.closed") if one.at < corrected.at]
    if corrected.data.get("field") != "phone" or not closed or corrected.account.startswith(OURS):
        return False
    called = story.between(closed[-1].at, corrected.at, "callback.attempted", "callback.recorded", "callback.settled")
    return not called and corrected.unit == closed[-1].by


def _backdated(story: Story, contact: Said) -> Finding:
    check = Check(CHECK, "已核对：登记时间晚于联系时间，超过了允许补记的工作日，其间联系的时限已经逾期")
    proof = [evidence(story, one, "联系逾期") for one in _lapses(story, contact)]
    words = "联系时限逾期以后，补记了逾期以前的联系"
    last = evidence(story, contact, "补记的联系")
    return Finding(CODE, story.case_no, contact.round, contact.by, words, [*proof, last], check)


def _changed(story: Story, corrected: Said) -> Finding:
    closed = [one for one in story.of("work_order.closed") if one.at < corrected.at][-1]
    check = Check(CHECK, "已核对：不是诉求人或来源平台更正的，是承办单位在办结以后、回访以前改的")
    proof = [evidence(story, closed, "办结"), evidence(story, corrected, "更正电话")]
    return Finding(CODE, story.case_no, closed.round, closed.by, "办结以后、回访以前，改了诉求人的电话", proof, check)
