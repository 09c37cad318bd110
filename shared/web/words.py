"""What people read for the codes in entries and the API: 呼应's vocabulary in pages (`docs`: glossary)."""

from collections.abc import Mapping

from shared.web.steps import STEPS

STATES = {
    "received": "已登记",
    "accepted": "已受理",
    "declined": "不予受理",
    "answered_at_once": "即答",
    "merged": "已并案",
    "withdrawn": "已撤回",
    "cancelled": "已撤单",
    "dispatching": "待分办",
    "handling": "办理中",
    "answered": "已答复",
    "closed": "已办结",
    "called_back": "已回访",
    "archived": "已归档",
    "held": "待分办台确认",
    "dispatched": "已派单",
    "signed": "已签收",
    "contacted": "已先行联系",
    "approved": "已签发",
    "reopened": "重办中",
}
WAITING = {
    "signing": "待签收",
    "contact": "待先行联系",
    "answer": "待答复",
    "approval": "待签发",
    "closing": "待办结",
    "consultation": "会商中",
    "transfer": "待接收单位确认",
    "common_need": "按共性问题统一办理",
    "extension": "待审延期",
    "return": "待审退单",
    "suspension": "挂账中",
}
CHANNELS = {
    "12345": "12345 热线",
    "96888": "96888 热线",
    "portal": "网上平台",
    "wechat": "微信",
    "questionnaire": "问卷",
    "desk": "咨询台",
    "symposium": "座谈会",
    "visit": "走访",
    "survey": "现场调研",
    "service_day": "民营企业服务日",
    "talk_day": "企业家恳谈日",
    "entrepreneur_day": "企业家恳谈日",
    "chamber": "商（协）会",
    "open311": "Open311",
    "sms": "短信",
    "email": "电子邮件",
    "phone": "电话",
    "file": "文件",
}
KINDS = {name: name for name in ("咨询", "求助", "投诉", "举报", "建议", "意见", "表扬")} | {"": "未分类"}
DUTIES = {
    "accept": "受理",
    "review": "复核",
    "dispatch": "分办",
    "sign": "签收",
    "first_contact": "先行联系",
    "answer": "答复",
    "approve": "签发",
    "close": "办结",
    "settle_return": "审定退单",
    "settle_extension": "审定延期",
    "deliver": "提交协办意见",
    "callback": "回访",
    "explain": "书面说明",
    "keep": "兑现承诺",
    "confirm_transfer": "转送确认",
    "chase_transfer": "转送催问",
    "report_instruction": "批示反馈",
    "record_meeting": "会议登记",
    "decision": "议定事项",
    "answer_escalation": "上报批复",
    "lead_common_need": "明确牵头",
    "answer_common_need": "共性问题答复",
}
ENDS = {
    "satisfied": "满意",
    "dissatisfied_final": "不满意（已终结）",
    "unreachable": "无法联系",
    "not_called": "未回访",
    "withdrawn": "已撤回",
    "cancelled": "已撤单",
    "transfer_confirmed": "转送已确认",
}
LEFT = {
    **ENDS,
    "merged": "并入共性问题以外的诉求",
    "separated": "已与本共性问题内的诉求分开",
}
AXES = {
    "whole": "全局",
    "unit": "部门",
    "common": "共性",
    "single": "个性",
    "policy": "政策措施",
    "procedure": "程序规范",
    "stock": "存量",
    "new": "新增",
}
DIFFICULTIES = {"easy": "易", "medium": "中", "hard": "难"}
LEVELS = {"general": "一般", "complex": "复杂", "key": "重点", "major": "重大"}
FORMS = {"immediate": "部门即办", "assigned": "分发交办", "instructed": "领导批办", "convened": "专题会办"}
COLOURS = {"none": "催办", "blue": "蓝牌", "yellow": "黄牌", "red": "红牌"}
ASKS = {
    "urge": "催办",
    "redo": "重办",
    "cancel": "撤单",
    "reopen": "重办",
    "callback": "回访",
    "withdraw": "撤回",
    "merge": "并案",
    "supplement": "补充",
}
OUTCOMES = {"no_answer": "无人接听", "refused": "拒绝受访", "wrong_number": "号码有误"}
CONTACTS = {
    "contacted": "已联系",
    "three_attempts": "三次联系未果",
    "anonymous": "匿名，无法联系",
    "followed": "随主办件一并答复",
}
SERVICES = {
    "intake": "受理",
    "routing": "分办",
    "supervision": "督导",
    "notify": "通知",
    "identity": "账户",
    "ledger": "总账",
}
BY = {"rule": "按规则", "person": "人工", "us": "我方", "source": "来源方"}
RATES = {
    "response": "响应率",
    "resolution": "解决率",
    "satisfaction": "满意率",
    "signed_in_time": "及时接收率",
    "first_contact": "先行联系率",
    "closed_in_time": "按时办结率",
    "returned": "退单率",
    "reopened": "重办率",
    "called_back": "回访率",
    "overdue_open": "超时未办结",
    "all": "全部指标",
}

MEETINGS = {
    "consultation": "会商",
    "special": "专题会议",
    "on_site": "现场会办",
    "party_committee": "区委",
    "government": "区政府",
}
MATTERS = {
    "waiting": "等待中",
    "inside": "已转区内单位",
    "confirmed": "已确认",
    "refused": "不接收",
    "ended": "已终止",
    "given": "待反馈",
    "reported": "已反馈",
    "done": "已办结",
    "convened": "待开会",
    "held": "议定事项落实中",
    "cancelled": "已取消",
    "answered": "已批复",
}
NEEDS = {"gathered": "待明确牵头", "led": "办理中", "answered": "待办结", "closed": "已办结"}
CORRECTED: Mapping[str, str] = {
    "kind": "诉求类型",
    "place": "所在地",
    "name": "姓名",
    "phone": "电话",
    "enterprise": "企业",
    "credit_code": "统一社会信用代码",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "state": STATES,
    "waiting": WAITING,
    "channel": CHANNELS,
    "kind": KINDS,
    "duty": DUTIES,
    "end": ENDS,
    "left": LEFT,
    "level": LEVELS,
    "axis": AXES,
    "difficulty": DIFFICULTIES,
    "form": FORMS,
    "colour": COLOURS,
    "ask": ASKS,
    "outcome": OUTCOMES,
    "contact": CONTACTS,
    "service": SERVICES,
    "by": BY,
    "step": STEPS,
    "rate": RATES,
    "meeting": MEETINGS,
    "matter": MATTERS,
    "need": NEEDS,
    "corrected": CORRECTED,
}


def word(code: str | None, table: str) -> str:
    """The word for a code of one of `WORDS`; the code itself when it has none, a dash for nothing."""
    if code is None:
        return "—"
    return WORDS[table].get(code, code) or "—"
