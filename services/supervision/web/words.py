"""What people read for supervision's own codes, beside the shared vocabulary."""

from collections.abc import Mapping

from shared.web.steps import STEPS
from shared.web.words import DUTIES

STATES: Mapping[str, str] = {
    "planned": "待回访",
    "attempting": "未接通，待再拨",
    "recorded": "未表态，待再问",
    "reopen_asked": "已提请重办",
    "reopening": "重办中",
    "referred": "待裁定",
    "settled": "已办结",
    "dropped": "不再回访",
}
DUE: Mapping[str, str] = {
    **DUTIES,
    "settle": "裁定",
    "reopen": "分办回应",
    "explain": "书面说明",
    "keep": "兑现承诺",
}
REASONS: Mapping[str, str] = {
    "anonymous": "匿名，无法回访",
    "no_number": "没有可用的电话号码",
    "refused": "本人拒绝受访",
    "no_opinion": "已联系上，本人不表态",
    "source_silent": "来源平台到期没有回传",
    "not_sampled": "没有抽中",
}
DROPPED: Mapping[str, str] = {"merged": "已并入另一件办理，办结后再回访"}
WHY: Mapping[str, str] = {
    "refused": "分办没有同意重办",
    "again": "重办后仍不满意",
    "lapsed": "重办请求到期没有得到回应",
    "at_once": "对即答不满意，没有可以重办的工单",
}
REFUSALS: Mapping[str, str] = {
    "work_order.rounds_used_up": "重办次数已到上限",
    "work_order.other_round": "针对的是以前一轮办理",
    "work_order.withdrawn": "诉求人已撤回",
    "work_order.cancelled": "来源平台已撤单",
}
STEP: Mapping[str, str] = {
    **STEPS,
    "callback.attempted": "拨打未通",
    "callback.lapsed": "逾期",
    "callback.referred": "转督查裁定",
    "callback.reopening": "工单已重办，等待办结",
    "callback.dropped": "不再回访",
    "callback.reopen_asked": "提请重办",
    "callback.reopen_answered": "分办回应重办请求",
    "callback.source_noted": "来源平台先行回传回访结果",
    "callback.source_answered": "回应来源平台",
    "callback.ask_lapsed": "重办请求到期未回应",
    "callback.final_proposed": "提请终结",
    "callback.final_declined": "不同意终结",
    "callback.terms_noted": "记下回访抽样的依据",
}
RESOLVED: Mapping[bool | None, str] = {True: "解决了", False: "没有解决", None: "没有表态"}
SATISFIED: Mapping[bool | None, str] = {True: "满意", False: "不满意", None: "没有表态"}
COMPLAINT: Mapping[str, str] = {
    "kind": "类别",
    "about": "反映对象",
    "act": "具体情况",
    "name": "反映人",
    "phone": "联系电话",
}
GROUNDS: Mapping[str, str] = {
    "late_start": "没有按时启动",
    "overdue": "逾期",
    "overdue_again": "再次逾期",
    "extended": "延期次数过多",
    "dissatisfied": "两次回访不满意",
}
LETTER_GROUNDS: Mapping[str, str] = {**GROUNDS, "circulated": "催办后仍未办结", "by_hand": "督查人员发函"}
LETTER_KINDS: Mapping[str, str] = {"letter": "督办函", "circular": "通报"}
LETTER_STATES: Mapping[str, str] = {
    "issued": "待回复",
    "replied": "已回复，待审看",
    "accepted": "回复已采纳",
    "withdrawn": "已撤回",
}
CARD_STATES: Mapping[str, str] = {
    "issued": "已亮牌",
    "explained": "已说明，待审看",
    "accepted": "说明已采纳",
    "withdrawn": "已撤销",
}
KIND: Mapping[str, str] = {
    "promise": "政府承诺事项",
    "land": "用地",
    "approval": "备案、审批、环评",
    "innovation": "创新",
    "market": "管理和市场",
}
COMMITMENT_STATES: Mapping[str, str] = {
    "open": "办理中",
    "evidence_shown": "已报履行情况，待确认",
    "kept": "已兑现",
    "withdrawn": "已撤销",
}
COMMITMENT_STEPS: Mapping[str, str] = {
    "commitment.registered": "登记",
    "commitment.evidence_shown": "报送履行情况",
    "commitment.sent_back": "退回",
    "commitment.kept": "确认兑现",
    "commitment.withdrawn": "撤销登记",
    "commitment.lapsed": "逾期未兑现",
}
