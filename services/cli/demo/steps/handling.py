"""Dispatching, and the lead unit's way to the closing."""

from services.cli.alone import settle
from services.cli.demo.cast import FEEDS, HELPERS, Cast, Part
from services.cli.demo.steps.desk import accept
from services.cli.demo.steps.leading import consult
from services.cli.demo.steps.step import Step
from services.routing.domain.part.commands import RequirePart
from services.routing.domain.suggestion import suggest
from services.routing.domain.work_order.commands import (
    Answer,
    Approve,
    Close,
    Dispatch,
    FirstContact,
    Progress,
    Return,
    SendBack,
    SettleReturn,
    Sign,
)
from services.routing.domain.work_order.help_commands import SaveDraft
from services.routing.domain.work_order.state import State
from shared.kernel.text import Text

ANSWER = "经现场核实，已安排专人办理：{title}。处理措施已经落实，后续如有问题请直接联系承办单位，我们会继续跟进。"
INTERNAL = "承办人已到现场核实，与来人当面沟通，措施与时限已告知；相关记录存档。"


def dispatch(level: str = "") -> Step:
    """What the rules were not sure of, a person decides; what came by ourselves is accepted first."""

    def dispatched(cast: Cast, part: Part) -> None:
        if part.story.source not in FEEDS:
            accept(cast, part)
            settle(cast.installation)
        if cast.order(part).state is not State.HELD:
            return
        catalogue, unit = best(cast, part)
        if unit in cast.order(part).returned_by:
            unit = next(other for other in HELPERS if other not in cast.order(part).returned_by)
        cast.routing.execute(Dispatch(part.case_no, unit, catalogue, "assigned", level, cast.desk()))

    return dispatched


def best(cast: Cast, part: Part) -> tuple[str, str]:
    """Catalogue item and unit: what the story says, else the best suggestion, else the desk's own first matter."""
    story, rules = part.story, cast.rules
    if code := story.more("catalogue").get("catalogue"):
        return code, rules.catalogue[code].lead
    suggestions = suggest(story.title, story.text, story.kind, rules.catalogue)
    if suggestions:
        return suggestions[0].catalogue, suggestions[0].unit
    own = next(item for item in rules.catalogue.values() if item.lead == rules.desks["dispatch"])
    return own.code, own.lead


def sign(cast: Cast, part: Part) -> None:
    cast.routing.execute(Sign(part.case_no, cast.officer(part)))


def contact(cast: Cast, part: Part) -> None:
    moment = cast.officer(part)
    note = Text("已电话联系，说明了办理打算和时限")
    cast.routing.execute(FirstContact(part.case_no, True, moment.at, note, moment))


def progress(cast: Cast, part: Part) -> None:
    cast.routing.execute(Progress(part.case_no, Text("已到现场查看，正在与有关单位商定方案"), cast.officer(part)))


def draft(cast: Cast, part: Part) -> None:
    words = Text("已到现场核对，待协办单位出具意见。"), Text("您反映的情况我们已经核实，正在办理。")
    cast.routing.execute(SaveDraft(part.case_no, *words, cast.officer(part)))


def answer(cast: Cast, part: Part) -> None:
    """What the level asks for before an answer has been, or is now; every supporting part is required."""
    order = cast.order(part)
    if cast.rules.coordination.get(order.classified) and not order.coordinated:
        consult(cast, part)
    moment, units = cast.officer(part), order.supporting
    needed = [RequirePart(case_no=part.case_no, unit=unit, round=order.round, moment=moment) for unit in units]
    public = Text(ANSWER.format(title=part.story.title))
    cast.routing.execute(*needed, Answer(part.case_no, Text(INTERNAL), public, True, moment, parts=units))


def approve(cast: Cast, part: Part) -> None:
    cast.routing.execute(Approve(part.case_no, cast.head(part)))


def correct_answer(cast: Cast, part: Part) -> None:
    """The head wants it written again."""
    reason = Text("请写明修复完成的日期和联系人")
    cast.routing.execute(SendBack(part.case_no, reason, cast.head(part)))


def close(cast: Cast, part: Part) -> None:
    cast.routing.execute(Close(part.case_no, cast.officer(part)))


def give_back(cast: Cast, part: Part) -> None:
    cast.routing.execute(
        Return(
            part.case_no,
            "not_our_duty",
            Text("经核实，这件事不属于本单位职责，有权处理的是其他单位"),
            cast.officer(part),
        )
    )


def settle_return(cast: Cast, part: Part) -> None:
    cast.routing.execute(SettleReturn(part.case_no, True, Text("同意改派"), cast.desk()))


STEPS = {
    "dispatch": dispatch(),
    "dispatch_complex": dispatch("complex"),
    "dispatch_key": dispatch("key"),
    "dispatch_major": dispatch("major"),
    "sign": sign,
    "contact": contact,
    "progress": progress,
    "draft": draft,
    "answer": answer,
    "approve": approve,
    "send_back": correct_answer,
    "close": close,
    "return": give_back,
    "settle_return": settle_return,
}
