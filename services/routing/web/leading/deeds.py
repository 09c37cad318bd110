"""The table of deeds: what each asks for, who may, and the commands it becomes, all in one unit of work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.routing.domain.escalation import AnswerEscalation, Propose
from services.routing.domain.instruction.commands import FinishInstruction, GiveInstruction, ReportInstruction
from services.routing.domain.meeting import meeting, stream_of
from services.routing.domain.meeting.commands import CancelMeeting, Convene, Decided, FinishDecision, RecordMeeting
from services.routing.domain.transfer.commands import ChaseTransfer, ConfirmTransfer, MakeTransfer, RefuseTransfer
from services.routing.domain.work_order.leading_commands import Attend, Coordinate, Instruct, SettleTransfer, Transfer
from services.routing.web.filled import Filled, maybe, text
from services.routing.web.forms import Reason
from services.routing.web.leading import forms
from shared.house.house import House
from shared.kernel.text import Text
from shared.rules.moment import Moment
from shared.rules.rules import Rules
from shared.web.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """`name` stands in the address; `label` heads its page, `button` stands under the form, `hint` says what it means."""

    name: str
    label: str
    button: str
    permission: str
    commands: Callable[[str, Filled, Moment, House], Sequence[Any]]
    form: type[Form]
    hint: str = ""


def transfer(no: str, filled: Filled, moment: Moment, _: House) -> Sequence[Any]:
    to = filled.get("unit", ""), filled.get("body", ""), filled.get("name", "")
    return Transfer(no, *to, moment), MakeTransfer(no, *to, text(filled, "reason"), moment)


def instruct(no: str, filled: Filled, moment: Moment, _: House) -> Sequence[Any]:
    addressees = tuple(filled["addressees"])
    given = GiveInstruction(no, addressees, text(filled, "text"), filled.get("due_at"), moment)
    return given, Instruct(no, addressees[0] if addressees else "", moment)


def convene(no: str, filled: Filled, moment: Moment, _: House) -> Sequence[Any]:
    called = Convene(
        no, filled["kind"], filled["at"], filled["place"], tuple(filled["units"]), text(filled, "agenda"), moment
    )
    return Attend(no, moment), called


def record(no: str, filled: Filled, moment: Moment, house: House) -> Sequence[Any]:
    """The order notes the kind of meeting, which its level may have waited for."""
    known = house.executor.state(meeting, stream_of(no)).all.get(filled["number"])
    decisions = tuple(
        Decided(unit_named(unit, moment.rules), Text(words), due_at)
        for unit, words, due_at in filled.get("decisions", ())
    )
    minutes = text(filled, "minutes")
    held = RecordMeeting(no, filled["number"], tuple(filled["present"]), decisions, minutes, moment)
    return (held, Coordinate(no, known.kind, moment)) if known else (held,)


def unit_named(name: str, rules: Rules) -> str:
    """The code of a unit by its code or either of its names; the name itself if there is none."""
    return next((unit.code for unit in rules.units.values() if name in (unit.code, unit.short, unit.name)), name)


DEEDS = (
    Deed(
        name="transfer",
        label="转送",
        button="转送",
        permission="transfers.make",
        form=forms.Transfer,
        commands=transfer,
        hint="区内单位：立即派单，由对方签收。区外单位：等对方确认才算转成，期间由分办岗催问。每次变更都会告知诉求人。",
    ),
    Deed(
        name="chase-transfer",
        label="催问接收单位",
        button="登记催问",
        permission="transfers.make",
        form=forms.Note,
        commands=lambda no, filled, moment, _: (ChaseTransfer(no, text(filled, "note"), moment),),
    ),
    Deed(
        name="confirm-transfer",
        label="接收单位已确认",
        button="确认转送",
        permission="transfers.make",
        form=forms.Confirmation,
        commands=lambda no, filled, moment, _: (
            SettleTransfer(no, True, moment),
            ConfirmTransfer(no, maybe(filled, "note"), moment),
        ),
        hint="确认后工单归档，结果为“转送已确认”。",
    ),
    Deed(
        name="refuse-transfer",
        label="接收单位不接收",
        button="退回分办台",
        permission="transfers.make",
        form=Reason,
        commands=lambda no, filled, moment, _: (
            SettleTransfer(no, False, moment),
            RefuseTransfer(no, text(filled, "reason"), moment),
        ),
    ),
    Deed(
        name="instruct",
        label="批示",
        button="作出批示",
        permission="instructions.give",
        form=forms.Instruct,
        commands=instruct,
        hint="还在分办台的，派给第一个承办单位牵头；已有主办单位的，仍由它主办。各单位须在期限内反馈。",
    ),
    Deed(
        name="report-instruction",
        label="反馈批示办理情况",
        button="提交反馈",
        permission="instructions.report",
        form=forms.Report,
        commands=lambda no, filled, moment, _: (ReportInstruction(no, filled["number"], text(filled, "text"), moment),),
    ),
    Deed(
        name="finish-instruction",
        label="批示办结",
        button="确认办结",
        permission="instructions.finish",
        form=forms.Numbered,
        commands=lambda no, filled, moment, _: (FinishInstruction(no, filled["number"], moment),),
        hint="牵头单位已经反馈，认为批示已落实的，确认办结。",
    ),
    Deed(
        name="convene",
        label="召集会议",
        button="召集会议",
        permission="meetings.convene",
        form=forms.Convene,
        commands=convene,
        hint="会商研究复杂事项；专题会议研究重大事项；现场会办由领导到现场当面答复、当场决定。已经开过的也在这里补登，再登记结果。",
    ),
    Deed(
        name="record-meeting",
        label="登记会议结果",
        button="登记",
        permission="meetings.convene",
        form=forms.RecordMeeting,
        commands=record,
        hint="议定事项逐条跟踪，由各单位在期限内落实。",
    ),
    Deed(
        name="finish-decision",
        label="议定事项已落实",
        button="登记落实",
        permission="decisions.finish",
        form=forms.FinishDecision,
        commands=lambda no, filled, moment, _: (
            FinishDecision(no, filled["number"], filled["decision"], maybe(filled, "note"), moment),
        ),
    ),
    Deed(
        name="cancel-meeting",
        label="取消会议",
        button="取消会议",
        permission="meetings.convene",
        form=forms.CancelMeeting,
        commands=lambda no, filled, moment, _: (CancelMeeting(no, filled["number"], text(filled, "reason"), moment),),
    ),
    Deed(
        name="escalate",
        label="上报",
        button="上报",
        permission="escalations.propose",
        form=forms.Escalate,
        commands=lambda no, filled, moment, _: (
            Attend(no, moment),
            Propose(no, filled["to"], text(filled, "proposal"), moment),
        ),
        hint="需要上级决定的，写明情况和建议，由单位负责人上报。",
    ),
    Deed(
        name="answer-escalation",
        label="登记批复",
        button="登记批复",
        permission="escalations.answer",
        form=forms.Decision,
        commands=lambda no, filled, moment, _: (
            AnswerEscalation(no, text(filled, "decision"), moment),
            Coordinate(no, "escalation", moment),
        ),
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}
