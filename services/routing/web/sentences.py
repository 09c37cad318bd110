"""Routing's codes with their HTTP status: what domain refuses, what the pages say was done."""

from collections.abc import Mapping

from services.routing.domain.sentences import SENTENCES as REFUSALS
from shared.web.sentences import Sentence

WRONG_INPUT = frozenset(
    {
        *("work_order.unknown_unit", "work_order.unknown_catalogue", "work_order.unknown_level"),
        *("work_order.unknown_form", "work_order.unknown_basis", "work_order.not_classified"),
        *("work_order.unknown_axis", "work_order.unknown_difficulty", "work_order.unknown_way"),
        *("work_order.unknown_finding", "work_order.lead_supports", "work_order.review_in_past"),
        *("work_order.suspended_too_long", "work_order.returned_before", "work_order.second_return"),
        *("extension.no_reason", "extension.too_long", "part.empty_answer", "part.no_reason"),
        *("work_order.no_reason", "work_order.empty_note", "work_order.empty_answer", "work_order.contact_in_future"),
        *("transfer.no_receiver", "transfer.unknown_receiver", "transfer.no_reason", "transfer.no_note"),
        *("instruction.no_addressee", "instruction.unknown_unit", "instruction.no_text", "instruction.due_in_past"),
        *("meeting.unknown_kind", "meeting.unknown_unit", "meeting.no_units", "meeting.no_agenda"),
        *("meeting.no_minutes", "meeting.no_decision", "meeting.no_reason", "meeting.due_in_past"),
        *("common_need.too_few", "common_need.no_title", "common_need.unknown_catalogue", "common_need.no_reason"),
        *("common_need.unknown_unit", "common_need.no_leader", "common_need.no_answer"),
        *("escalation.unknown_receiver", "escalation.no_proposal", "escalation.no_decision"),
    }
)
MISSING = frozenset(
    {
        *("work_order.unknown", "part.unknown", "instruction.unknown", "meeting.unknown", "meeting.unknown_decision"),
        "common_need.unknown",
    }
)

DONE: Mapping[str, str] = {
    "done.classify": "分类已保存。",
    "done.dispatch": "已派单，责任单位会收到通知。",
    "done.settle-return": "退单已裁定。",
    "done.sign": "已签收。下一步：在期限内先行联系诉求人。",
    "done.return": "退单申请已提交，由分办岗裁定；裁定之前各项时限暂停显示。",
    "done.first-contact": "联系情况已登记。",
    "done.progress": "阶段反馈已登记。",
    "done.answer": "答复已提交，等待单位负责人签发。",
    "done.save-draft": "草稿已保存，只有本单位能看到。",
    "done.request-extension": "延期申请已提交，由分办岗审定；审定之前原定时限不变。",
    "done.settle-extension": "延期已审定，申请单位会收到通知。",
    "done.suspend": "已挂账，单位的各项时限停止计算。",
    "done.resume": "已恢复办理，各项时限接着计算。",
    "done.mark-urgent": "紧急程度已保存。",
    "done.support": "协办已安排，协办单位会收到通知。",
    "done.sign-part": "协办事项已签收。下一步：在期限内提交协办意见。",
    "done.deliver-part": "协办意见已提交。",
    "done.excuse-part": "已登记，不再等待这份协办意见。",
    "done.approve": "答复已签发。下一步：办结。",
    "done.send-back": "答复已退回修改。",
    "done.close": "已办结。回访由督查岗或来源平台进行。",
    "done.transfer": "已转送，诉求人会收到通知。",
    "done.chase-transfer": "催问已登记。",
    "done.confirm-transfer": "接收单位已确认，工单归档。",
    "done.refuse-transfer": "已退回分办台。",
    "done.instruct": "批示已作出，承办单位会收到通知。",
    "done.report-instruction": "反馈已提交。",
    "done.finish-instruction": "批示已办结。",
    "done.convene": "会议已召集，参加单位会收到通知。会后请登记结果。",
    "done.record-meeting": "会议结果已登记，议定事项逐条跟踪。",
    "done.finish-decision": "已登记落实。",
    "done.cancel-meeting": "会议已取消。",
    "done.escalate": "已上报，等待批复。",
    "done.answer-escalation": "批复已登记。",
    "done.gather": "已归集，请明确牵头领导和单位。",
    "done.need-lead": "已明确牵头，牵头单位会收到通知。",
    "done.need-answer": "答复已提交，由牵头领导或分办岗办结。",
    "done.need-close": "已办结，每位诉求人都会收到答复。",
    "done.need-join": "已归入。",
    "done.need-leave": "已移出，回到分办台。",
    "done.reopen": "已重办，原单位须在期限内重新签收。",
}


def _status(code: str) -> int:
    if code in MISSING:
        return 404
    return 422 if code in WRONG_INPUT else 409


SENTENCES: Mapping[str, Sentence] = {
    **{code: Sentence(said, status=_status(code)) for code, said in REFUSALS.items()},
    **{code: Sentence(said) for code, said in DONE.items()},
    "done.rules-propose": Sentence("已提出，请另一位有权限的同事审核启用。"),
    "done.rules-adopt": Sentence("已启用。此前已定的时限不变，今后的办理按新的规则。"),
    "done.rules-drop": Sentence("待审的内容已撤下。"),
    "rules.invalid": Sentence("内容不能启用，请按提示修改", "The rules would not be whole", 422),
    "rules.no_version": Sentence("没有这个版本", "There is no such version", 404),
    "action.unknown": Sentence("没有这种操作，或者这一版本还不支持", "There is no such action in this version", 404),
}
