"""The intake desk, the asker, and what the source says later."""

from typing import Any

from services.cli.demo.articles import ARTICLES, article_id
from services.cli.demo.cast import ASKER, Cast, Part
from services.cli.demo.steps.step import Step
from services.intake import feeding
from services.intake.domain.appeal.commands import Accept, Decline, Withdraw
from services.intake.domain.appeal.desk_commands import AnswerAtOnce, Correct, MarkUrgency, Rate
from services.intake.domain.knowledge.commands import CiteArticle
from shared.kernel.text import Text
from shared.rules.moment import Moment


def moment(cast: Cast) -> Moment:
    return cast.intake.moment(cast.desk().by)


def accept(cast: Cast, part: Part) -> None:
    cast.intake.execute(Accept(part.stream, moment(cast)))


def decline(cast: Cast, part: Part) -> None:
    advice = Text("此事已由法院受理，请依照诉讼程序主张权利；需要法律援助可以拨打 12348。")
    cast.intake.execute(Decline(part.stream, moment(cast), "in_court", advice))


def answer_at_once(cast: Cast, part: Part) -> None:
    """From the article of the same title."""
    article = next(one for one in ARTICLES if one.content.title == part.story.title)
    at, name = moment(cast), article_id(article)
    answer = AnswerAtOnce(part.stream, part.case_no, at, Text(article.content.text), name, 1)
    cast.intake.execute(CiteArticle(name, at, 1), answer)


def answer_freely(cast: Cast, part: Part) -> None:
    """In words of the desk's own."""
    public = Text("办事大厅周一至周五8:30至12:00、14:30至17:30办公，企业开办窗口中午有人值守。")
    cast.intake.execute(AnswerAtOnce(part.stream, part.case_no, moment(cast), public))


def mark_urgency(cast: Cast, part: Part) -> None:
    reason = Text("来人称仓库正在进水，货物随时可能受损")
    cast.intake.execute(MarkUrgency(part.stream, part.case_no, moment(cast), True, reason))


def correct(cast: Cast, part: Part) -> None:
    value, reason = Text("朵云面包坊（河东店）"), Text("电话核对，门店名称登记有误")
    cast.intake.execute(Correct(part.stream, part.case_no, moment(cast), "enterprise", value, reason))


def withdraw(cast: Cast, part: Part) -> None:
    cast.intake.execute(Withdraw(part.stream, cast.intake.moment(ASKER), Text("问题自己解决了")))


def rate(*, satisfied: bool, remark: str) -> Step:
    """By the asker's link, about the round just closed."""

    def rated(cast: Cast, part: Part) -> None:
        round_ = max(cast.order(part).round, 1)
        cast.intake.execute(Rate(part.stream, cast.intake.moment(ASKER), round_, satisfied, Text(remark)))

    return rated


def message(cast: Cast, part: Part, message: str, **more: Any) -> None:
    """A later message of the source."""
    order = {"source_no": f"DEMO{part.story.number:05}", "message": message, "source_ref": message, **more}
    feeding.receive(cast.intake, part.story.source, order)


STEPS = {
    "accept": accept,
    "accept_not": decline,
    "answer_at_once": answer_at_once,
    "answer_freely": answer_freely,
    "mark_urgency": mark_urgency,
    "correct": correct,
    "withdraw": withdraw,
    "rate_well": rate(satisfied=True, remark="办得快，谢谢"),
    "rate_badly": rate(satisfied=False, remark="答复了，但是没有解决"),
    "urge": lambda cast, part: message(cast, part, "urge", text="来人再次来电催办，希望尽快办理"),
    "supplement": lambda cast, part: message(cast, part, "supplement", text="补充：噪声集中在晚上十点以后"),
    "redo": lambda cast, part: message(cast, part, "redo", text="来人称井盖补装后又松动，请重新办理"),
    "cancel": lambda cast, part: message(cast, part, "cancel", text="来人来电撤销"),
}
