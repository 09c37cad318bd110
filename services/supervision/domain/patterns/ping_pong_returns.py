"""来回推诿: returned again and again without ground, or back to a unit that had it before."""

from collections.abc import Sequence
from datetime import datetime

from services.supervision.domain.patterns.finding import Check, Finding, evidence
from services.supervision.domain.patterns.story import Said, Story
from shared.rules.rules import Rules

CODE, CHECK = "ping_pong_returns", "well_founded"
SETTLED, DISPATCHED = "work_order.return_settled", "work_order.dispatched"


def ping_pong_returns(story: Story, rules: Rules, now: datetime) -> Sequence[Finding]:  # noqa: ARG001 — as all rules
    returned = story.of("work_order.returned")
    counted = [one for one in returned if unfounded(story, one)]
    if not counted or len(counted) < rules.patterns[CODE].numbers["returns"]:
        return []
    left = len(returned) - len(counted)
    words = f"共退单{len(returned)}次，其中{len(counted)}次没有依据或又回到原来的单位"
    check = Check(CHECK, f"已核对：另有{left}次退单被采纳并改派给没有办过的单位，属于派单有误，不计")
    proof = [evidence(story, one, "退单") for one in counted]
    return [Finding(CODE, story.case_no, counted[-1].round, counted[-1].by, words, proof, check)]


def unfounded(story: Story, returned: Said) -> bool:
    """Refused, or taken by the desk and then given to a unit that had had it already; not settled yet: no."""
    settled = next((one for one in story.of(SETTLED) if one.at >= returned.at), None)
    if settled is None:
        return False
    if not settled.data.get("accepted"):
        return True
    given = next((one for one in story.of(DISPATCHED) if one.at >= settled.at), None)
    before = {one.by for one in story.of(DISPATCHED) if one.at < returned.at}
    return given is not None and given.by in before
