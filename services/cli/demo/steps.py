"""The steps of a plot as the people of the house do them: real commands, in the names of invented officers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.cli.demo.stories import Story
from services.cli.installation import Installation
from services.intake import feeding
from services.intake.domain.appeal.commands import Accept, Decline, Withdraw, appeal_stream
from services.intake.submitting import submit
from services.routing.domain.suggestion import suggest
from services.routing.domain.work_order import stream_of, work_order
from services.routing.domain.work_order.commands import (
    Answer,
    Approve,
    Close,
    Dispatch,
    FirstContact,
    Progress,
    Return,
    SettleReturn,
    Sign,
)
from services.routing.domain.work_order.state import State
from services.supervision.domain.callback.commands import Attempt, Record, SettleDissatisfied
from services.supervision.domain.callback.decide import callback
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from shared.kernel.text import Text
from shared.rules.moment import Moment

ANSWER = "经现场核实，已安排专人办理：{title}。处理措施已经落实，后续如有问题请直接联系承办单位，我们会继续跟进。"
INTERNAL = "承办人已到现场核实，与来人当面沟通，措施与时限已告知；相关记录存档。"


@dataclass(frozen=True, slots=True)
class Part:
    """One story in play: its case number and stream in intake."""

    story: Story
    case_no: str
    stream: str


class Cast:
    """The people of the demo, at work in the houses."""

    def __init__(self, installation: Installation) -> None:
        self.intake: House = installation.houses["intake"]
        self.routing: House = installation.houses["routing"]
        self.supervision: House = installation.houses["supervision"]

    # who acts

    def unit_of(self, part: Part) -> str:
        """The case's lead unit now."""
        return str(self.order(part).unit or "")

    def order(self, part: Part) -> Any:
        """The state of the work order."""
        return self.routing.executor.state(work_order, stream_of(part.case_no))

    def desk(self) -> Moment:
        """The dispatch desk."""
        unit = self.routing.rulebook.current.desks["dispatch"]
        return self.routing.moment(Actor("dispatcher", unit, "分办岗"))

    def officer(self, part: Part) -> Moment:
        """An officer of the lead unit."""
        unit = self.unit_of(part)
        return self.routing.moment(Actor(f"{unit}.officer", unit, "经办人"))

    def head(self, part: Part) -> Moment:
        """The lead unit's head."""
        unit = self.unit_of(part)
        return self.routing.moment(Actor(f"{unit}.head", unit, "单位负责人"))

    def supervisor(self) -> Moment:
        """The supervision desk."""
        unit = self.supervision.rulebook.current.desks["supervision"]
        return self.supervision.moment(Actor("supervisor", unit, "督查岗"))

    # the beginning

    def begin(self, story: Story) -> Part:
        """The appeal arrives."""
        known = {"name": f"来电人{story.number}", "phone": f"0470-0000{story.number:03}"} if story.enterprise else {}
        words = {"title": story.title, "text": story.text, "kind": story.kind}
        if story.source == "portal":
            form = {**words, **known, "enterprise": story.enterprise}
            made = submit(self.intake, form, f"demo-{story.number}", Actor("asker"))
            return Part(story, made.case_no, appeal_stream("portal", f"demo-{story.number}"))
        number = f"DEMO{story.number:05}"
        more = {"enterprise": story.enterprise} if story.enterprise else {}
        result = feeding.receive(self.intake, story.source, {"source_no": number, **words, **known, **more})
        return Part(story, result.case_no, appeal_stream(story.source, number))

    # intake

    def accept(self, part: Part) -> None:
        self.intake.execute(Accept(part.stream, self.intake.moment(self.desk().by)))

    def accept_not(self, part: Part) -> None:
        advice = Text("此事已由法院受理，请依照诉讼程序主张权利；需要法律援助可以拨打 12348。")
        self.intake.execute(Decline(part.stream, self.intake.moment(self.desk().by), "in_court", advice))

    def withdraw(self, part: Part) -> None:
        self.intake.execute(Withdraw(part.stream, self.intake.moment(Actor("asker")), Text("问题自己解决了")))

    def message(self, part: Part, message: str, **more: Any) -> None:
        """A later message of the source."""
        order = {"source_no": f"DEMO{part.story.number:05}", "message": message, "source_ref": message, **more}
        feeding.receive(self.intake, part.story.source, order)

    # routing

    def dispatch(self, part: Part) -> None:
        """What the rules were not sure of, a person decides; portal appeals are accepted first."""
        if part.story.source == "portal":
            self.accept(part)
        if self.order(part).state is not State.HELD:
            return
        catalogue, unit = self.best(part.story)
        self.routing.execute(Dispatch(part.case_no, unit, catalogue, "assigned", "", self.desk()))

    def best(self, story: Story) -> tuple[str, str]:
        """The best suggestion, or else the first matter of the dispatch desk itself."""
        rules = self.routing.rulebook.current
        suggestions = suggest(story.title, story.text, story.kind, rules.catalogue)
        if suggestions:
            return suggestions[0].catalogue, suggestions[0].unit
        own = next(item for item in rules.catalogue.values() if item.lead == rules.desks["dispatch"])
        return own.code, own.lead

    def sign(self, part: Part) -> None:
        self.routing.execute(Sign(part.case_no, self.officer(part)))

    def contact(self, part: Part) -> None:
        moment = self.officer(part)
        note = Text("已电话联系，说明了办理打算和时限")
        self.routing.execute(FirstContact(part.case_no, True, moment.at, note, moment))

    def progress(self, part: Part) -> None:
        self.routing.execute(Progress(part.case_no, Text("已到现场查看，正在与有关单位商定方案"), self.officer(part)))

    def answer(self, part: Part) -> None:
        public = Text(ANSWER.format(title=part.story.title))
        self.routing.execute(Answer(part.case_no, Text(INTERNAL), public, True, self.officer(part)))

    def approve(self, part: Part) -> None:
        self.routing.execute(Approve(part.case_no, self.head(part)))

    def close(self, part: Part) -> None:
        self.routing.execute(Close(part.case_no, self.officer(part)))

    def send_back(self, part: Part) -> None:
        self.routing.execute(Return(part.case_no, "not_our_duty", Text("绿化养护不属于本单位职责"), self.officer(part)))

    def settle_return(self, part: Part) -> None:
        self.routing.execute(SettleReturn(part.case_no, True, Text("同意改派"), self.desk()))

    # supervision

    def call(self, part: Part, *, satisfied: bool) -> None:
        said = "来人表示满意，感谢" if satisfied else "来人表示问题没有解决，答复与实际不符"
        feed = self.supervision.rulebook.current.feeds.get(part.story.source)
        if feed and feed.callback_by == "source":
            result = {"contacted": True, "resolved": satisfied, "satisfied": satisfied, "remark": said}
            self.message(part, "callback-result", source_ref=f"callback-{self.order(part).round}", **result)
            return
        remark = Text(said)
        self.supervision.execute(Record(part.case_no, self.supervisor(), True, satisfied, satisfied, remark))

    def no_answer(self, part: Part) -> None:
        state = self.supervision.executor.state(callback, stream_id("callback", part.case_no))
        self.supervision.execute(Attempt(part.case_no, self.supervisor(), state.attempts + 1, "no_answer"))

    def settle_dissatisfied(self, part: Part) -> None:
        reason = Text("两次回访均不满意；经核实答复符合政策，已当面解释")
        self.supervision.execute(SettleDissatisfied(part.case_no, self.supervisor(), reason, "leader"))


Step = Callable[[Cast, Part], None]
STEPS: Mapping[str, Step] = {
    "accept_not": Cast.accept_not,
    "withdraw": Cast.withdraw,
    "dispatch": Cast.dispatch,
    "sign": Cast.sign,
    "contact": Cast.contact,
    "progress": Cast.progress,
    "answer": Cast.answer,
    "approve": Cast.approve,
    "close": Cast.close,
    "return": Cast.send_back,
    "settle_return": Cast.settle_return,
    "call_satisfied": lambda cast, part: cast.call(part, satisfied=True),
    "call_dissatisfied": lambda cast, part: cast.call(part, satisfied=False),
    "no_answer": Cast.no_answer,
    "settle_dissatisfied": Cast.settle_dissatisfied,
    "source_callback": lambda cast, part: cast.call(part, satisfied=True),
    "urge": lambda cast, part: cast.message(part, "urge", text="来人再次来电催办，希望尽快办理"),
    "supplement": lambda cast, part: cast.message(part, "supplement", text="补充：噪声集中在晚上十点以后"),
    "redo": lambda cast, part: cast.message(part, "redo", text="来人称井盖补装后又松动，请重新办理"),
    "cancel": lambda cast, part: cast.message(part, "cancel", text="来人来电撤销"),
}
