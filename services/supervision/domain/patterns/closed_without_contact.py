"""未联系即办结: closed as contacted, or as unreachable, without the calls standing in the record."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.supervision.domain.patterns.finding import Check, Finding, evidence
from services.supervision.domain.patterns.story import Said, Story
from shared.kernel.times import unstamp
from shared.rules.rules import Rules

CODE, CHECK = "closed_without_contact", "reason_on_record"
EXCUSED = ("anonymous", "confidential", "followed")
CONTACTED, CLOSED = "work_order.contacted", "work_order.closed"


def closed_without_contact(story: Story, rules: Rules, now: datetime) -> Sequence[Finding]:  # noqa: ARG001
    numbers = rules.patterns[CODE].numbers
    apart = timedelta(minutes=numbers["apart_minutes"])
    closings = [one for one in story.of(CLOSED) if not one.data.get("leading") and not one.data.get("common_need")]
    return [found for one in closings if (found := _found(story, one, numbers["attempts"], apart))]


def _found(story: Story, closed: Said, attempts: int, apart: timedelta) -> Finding | None:
    calls = [one for one in story.of(CONTACTED, round_=closed.round) if one.at <= closed.at]
    why = missing(closed, calls, attempts, apart)
    if not why:
        return None
    check = Check(CHECK, f"已核对：不是匿名、不公开身份或随主件办结；记录里接通0次、未接通{len(calls)}次")
    proof = [*(evidence(story, one, "拨打未通") for one in calls), evidence(story, closed, "办结")]
    return Finding(CODE, story.case_no, closed.round, closed.by, why, proof, check)


def missing(closed: Said, calls: Sequence[Said], attempts: int, apart: timedelta) -> str:
    """What is not borne out by the record; "" where a reason is on record."""
    contact = closed.data.get("contact")
    if contact in EXCUSED or any(one.data.get("reached") for one in calls):
        return ""
    if contact == "no_number":
        return "以没有电话号码为由办结，登记里却有号码" if closed.data.get("has_phone") else ""
    if contact != "three_attempts":
        return "办结时称已联系，记录里没有接通过"
    if len(calls) < attempts:
        return f"以{attempts}次未接通为由办结，记录里只有{len(calls)}次"
    times = sorted(called_at(one) for one in calls)
    return "" if times[-1] - times[0] >= apart else "几次未接通的拨打挤在一起，前后不到规定的时间"


def called_at(call: Said) -> datetime:
    """When the call was, as the unit says; else when it was written down."""
    return unstamp(call.data["contacted_at"]) if call.data.get("contacted_at") else call.at
