"""虚假办结: the same asker came back with the same matter soon after closing."""

from collections.abc import Sequence
from datetime import timedelta

from services.supervision.domain.patterns.finding import Check, Finding, evidence
from services.supervision.domain.patterns.story import Said, Story
from shared.rules.rules import Rules

CODE, CHECK = "false_closure", "other_matter"


def false_closure(story: Story, others: Sequence[Story], rules: Rules) -> Sequence[Finding]:
    """`others` are later cases of the same asker."""
    within = timedelta(days=rules.patterns[CODE].numbers["calendar_days"])
    closings = [one for one in story.of("work_order.closed") if one.data.get("resolved")]
    if not closings or not story.asker:
        return []
    for other in others:
        received = other.of("appeal.received")
        if received and same_matter(story, other) and closings[-1].at < received[0].at <= closings[-1].at + within:
            return [_found(story, closings[-1], other, received[0])]
    return []


def same_matter(story: Story, other: Story) -> bool:
    """Of the same asker, classified under the same code of the catalogue."""
    return bool(story.catalogue) and (story.asker, story.catalogue) == (other.asker, other.catalogue)


def _found(story: Story, closed: Said, other: Story, received: Said) -> Finding:
    days = (received.at - closed.at).days
    check = Check(CHECK, "已核对：两件的事项分类相同，不是另一件事；当时的答复是已经解决，不是如实说明未解决")
    proof = [evidence(story, closed, "以已解决办结"), evidence(other, received, "同一诉求人再次反映")]
    words = f"以已解决办结，{days}天后同一诉求人就同一类事项再次反映"
    return Finding(CODE, story.case_no, closed.round, closed.by, words, proof, check, other.case_no)
