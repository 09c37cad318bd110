"""Extension and suspension."""

from datetime import timedelta

from services.cli.demo.cast import Cast, Part
from services.cli.demo.steps.step import Step
from services.routing.domain.extension.commands import AskExtension, SettleExtension
from services.routing.domain.work_order.time_commands import AskTime, Resume, SettleTime, Suspend
from shared.kernel.text import Text
from shared.kernel.times import SHANGHAI, last_minute

DAYS = 3
REVIEW = timedelta(days=45)


def ask_time(cast: Cast, part: Part) -> None:
    order, moment = cast.order(part), cast.officer(part)
    due_at = order.answer_due or moment.at
    reason = Text("需要等第三方检测报告，报告出具后立即答复")
    asked = AskExtension(part.case_no, order.unit, order.round, DAYS, due_at, reason, moment)
    cast.routing.execute(AskTime(part.case_no, DAYS, due_at, moment), asked)


def settle_time(*, granted: bool) -> Step:
    """By the dispatch desk."""

    def settled(cast: Cast, part: Part) -> None:
        order, moment = cast.order(part), cast.desk()
        reason = None if granted else Text("资料已经齐备，请在原时限内答复")
        said = SettleExtension(part.case_no, order.unit, order.round, granted, False, reason, moment)
        cast.routing.execute(SettleTime(part.case_no, granted, False, moment), said)

    return settled


def suspend(cast: Cast, part: Part) -> None:
    moment = cast.desk()
    day = (moment.at + REVIEW).astimezone(SHANGHAI).date()
    reason = Text("列入明年开春后的施工计划，冬季不具备施工条件")
    cast.routing.execute(Suspend(part.case_no, reason, last_minute(day), moment))


def resume(cast: Cast, part: Part) -> None:
    cast.routing.execute(Resume(part.case_no, cast.desk()))


STEPS = {
    "ask_time": ask_time,
    "grant_time": settle_time(granted=True),
    "refuse_time": settle_time(granted=False),
    "suspend": suspend,
    "resume": resume,
}
