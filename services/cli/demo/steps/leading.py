"""Leaders, meetings, transfers, escalation."""

from datetime import timedelta

from services.cli.demo.cast import Cast, Part
from services.cli.demo.steps.step import Step
from services.routing.domain.escalation import AnswerEscalation, Propose
from services.routing.domain.instruction.commands import FinishInstruction, GiveInstruction, ReportInstruction
from services.routing.domain.meeting import meeting, stream_of
from services.routing.domain.meeting.commands import Convene, Decided, FinishDecision, RecordMeeting
from services.routing.domain.meeting.state import Meeting, Meetings
from services.routing.domain.transfer.commands import ChaseTransfer, ConfirmTransfer, MakeTransfer
from services.routing.domain.work_order.leading_commands import Attend, Coordinate, Instruct, SettleTransfer, Transfer
from shared.kernel.text import Text

PLACES = {"consultation": "区政数局二楼会议室", "special": "区政府三楼会议室", "on_site": "企业厂区"}
AGENDAS = {
    "consultation": "会商研究来人反映的问题，明确各单位分工",
    "special": "专题研究解决方案、资金来源和完成时限",
    "on_site": "现场查看，当面答复企业，当场议定办理措施",
}


def instruct(cast: Cast, part: Part) -> None:
    unit = cast.unit_of(part)
    text = Text("请牵头单位会同有关单位抓紧研究，拿出办法，一周内报告办理情况。")
    moment = cast.leader(cast.routing)
    given = GiveInstruction(part.case_no, (unit, cast.helpers(part)[0]), text, None, moment)
    cast.routing.execute(given, Instruct(part.case_no, unit, moment))


def report_instruction(cast: Cast, part: Part) -> None:
    text = Text("已召集有关单位研究，方案已经确定，本周内组织实施。")
    cast.routing.execute(ReportInstruction(part.case_no, 1, text, cast.officer(part)))


def finish_instruction(cast: Cast, part: Part) -> None:
    cast.routing.execute(FinishInstruction(part.case_no, 1, cast.leader(cast.routing)))


def convene(kind: str) -> Step:
    """By the dispatch desk, for tomorrow."""

    def convened(cast: Cast, part: Part) -> None:
        moment, units = cast.desk(), (cast.unit_of(part), *cast.helpers(part))
        at = moment.at + timedelta(hours=20)
        called = Convene(part.case_no, kind, at, PLACES[kind], units, Text(AGENDAS[kind]), moment)
        cast.routing.execute(Attend(part.case_no, moment), called)

    return convened


def record_meeting(cast: Cast, part: Part) -> None:
    """With two decisions: the lead's in two days, a helper's in nine."""
    moment, unit, (other, _) = cast.desk(), cast.unit_of(part), cast.helpers(part)
    number, one = latest(cast, part)
    decisions = (
        Decided(unit, Text("制定办理方案，落实资金，告知企业"), moment.at + timedelta(days=2)),
        Decided(other, Text("配合完成手续，出具书面意见"), moment.at + timedelta(days=9)),
    )
    minutes = Text("会议听取情况汇报，议定分工和时限，由牵头单位向企业答复。")
    held = RecordMeeting(part.case_no, number, (unit, other), decisions, minutes, moment)
    cast.routing.execute(held, Coordinate(part.case_no, one.kind, moment))


def consult(cast: Cast, part: Part) -> None:
    """What a complex case needs before its answer: held already, and recorded now."""
    convene("consultation")(cast, part)
    record_meeting(cast, part)
    finish_decisions(cast, part)


def latest(cast: Cast, part: Part) -> tuple[int, Meeting]:
    """The case's last meeting, with its number."""
    meetings: Meetings = cast.routing.executor.state(meeting, stream_of(part.case_no))
    number = max(meetings.all)
    return number, meetings.all[number]


def finish_decision(cast: Cast, part: Part) -> None:
    """The lead's."""
    number, _ = latest(cast, part)
    note = Text("方案已经印发，企业已经知晓")
    cast.routing.execute(FinishDecision(part.case_no, number, 1, note, cast.officer(part)))


def finish_decisions(cast: Cast, part: Part) -> None:
    """All of them, each by its own unit."""
    number, one = latest(cast, part)
    for decision, task in one.tasks.items():
        note = Text("已经落实，书面意见送交牵头单位")
        cast.routing.execute(FinishDecision(part.case_no, number, decision, note, cast.of_unit(task.unit)))


def transfer_inside(cast: Cast, part: Part) -> None:
    unit, moment = cast.helpers(part)[0], cast.desk()
    reason = Text("经核实，有权处理的是接收单位")
    cast.routing.execute(
        Transfer(part.case_no, unit, "", "", moment), MakeTransfer(part.case_no, unit, "", "", reason, moment)
    )


def transfer_outside(cast: Cast, part: Part) -> None:
    body, moment = part.story.more("to").get("to", "power_supply"), cast.desk()
    reason = Text("办理权限不在本区")
    cast.routing.execute(
        Transfer(part.case_no, "", body, "", moment), MakeTransfer(part.case_no, "", body, "", reason, moment)
    )


def chase_transfer(cast: Cast, part: Part) -> None:
    note = Text("电话催问，对方表示正在登记")
    cast.routing.execute(ChaseTransfer(part.case_no, note, cast.desk()))


def confirm_transfer(cast: Cast, part: Part) -> None:
    moment = cast.desk()
    note = Text("对方已登记，将直接答复企业")
    cast.routing.execute(SettleTransfer(part.case_no, True, moment), ConfirmTransfer(part.case_no, note, moment))


def escalate(cast: Cast, part: Part) -> None:
    moment = cast.head(part)
    proposal = Text("涉及跨部门资金安排，建议由区政府统筹解决。")
    cast.routing.execute(Attend(part.case_no, moment), Propose(part.case_no, "government", proposal, moment))


def answer_escalation(cast: Cast, part: Part) -> None:
    moment = cast.leader(cast.routing)
    decision = Text("同意，由财政部门列入下季度安排，承办单位先行答复企业。")
    cast.routing.execute(
        AnswerEscalation(part.case_no, decision, moment), Coordinate(part.case_no, "escalation", moment)
    )


STEPS = {
    "instruct": instruct,
    "report_instruction": report_instruction,
    "finish_instruction": finish_instruction,
    "convene_consultation": convene("consultation"),
    "convene_special": convene("special"),
    "convene_on_site": convene("on_site"),
    "record_meeting": record_meeting,
    "finish_decision": finish_decision,
    "finish_decisions": finish_decisions,
    "transfer_inside": transfer_inside,
    "transfer_outside": transfer_outside,
    "chase_transfer": chase_transfer,
    "confirm_transfer": confirm_transfer,
    "escalate": escalate,
    "answer_escalation": answer_escalation,
}
