"""连续延期: extended again and again in one round, without anything done in between."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.supervision.domain.patterns.finding import Check, Finding, evidence
from services.supervision.domain.patterns.story import Said, Story
from shared.rules.rules import Rules

CODE, CHECK = "serial_extensions", "worked_between"
EXTENDED = "work_order.extended"
WORK = ("work_order.contacted", "work_order.progressed", "meeting.held", "part.delivered", "work_order.coordinated")


def serial_extensions(story: Story, rules: Rules, now: datetime) -> Sequence[Finding]:  # noqa: ARG001 — as all rules
    found = (_of_round(story, round_, rules.patterns[CODE].numbers["extensions"]) for round_ in story.rounds)
    return [one for one in found if one]


def _of_round(story: Story, round_: int, most: int) -> Finding | None:
    extended = story.of(EXTENDED, round_=round_)
    counted = [one for index, one in enumerate(extended) if idle(story, one, extended[index - 1] if index else None)]
    if len(counted) < most:
        return None
    left = len(extended) - len(counted)
    words = f"一轮里延期{len(extended)}次，其中{len(counted)}次之前没有任何办理记录"
    check = Check(CHECK, f"已核对：来源平台同意的、两次延期之间有联系、反馈、会商或协办的不计（共{left}次）")
    proof = [evidence(story, one, f"第{one.data.get('number', 1)}次延期") for one in counted]
    return Finding(CODE, story.case_no, round_, counted[-1].by, words, proof, check)


def idle(story: Story, extended: Said, before: Said | None) -> bool:
    """Nothing was done since the extension before; the first is always counted unless the source agreed."""
    if extended.data.get("source_agreed"):
        return False
    if before is None:
        return True
    return not story.between(before.at, extended.at + timedelta(microseconds=1), *WORK)
