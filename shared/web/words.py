"""What people read for the codes in entries and the API: 呼应's vocabulary in pages (`docs`: glossary)."""

from collections.abc import Mapping

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
    "dispatch": "分办",
    "sign": "签收",
    "first_contact": "先行联系",
    "answer": "答复",
    "approve": "签发",
    "close": "办结",
    "settle_return": "审定退单",
    "settle_extension": "审定延期",
    "callback": "回访",
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
CONTACTS = {"contacted": "已联系", "three_attempts": "三次联系未果", "anonymous": "匿名，无法联系"}
SERVICES = {
    "intake": "受理",
    "routing": "分办",
    "supervision": "督导",
    "notify": "通知",
    "identity": "账户",
    "ledger": "总账",
}
BY = {"rule": "按规则", "person": "人工", "us": "我方", "source": "来源方"}
STEPS = {
    "appeal.received": "登记诉求",
    "appeal.accepted": "受理",
    "appeal.declined": "不予受理",
    "appeal.supplemented": "补充材料",
    "appeal.withdrawn": "诉求人撤回",
    "appeal.urged": "来源方催办",
    "appeal.redo_asked": "来源方要求重办",
    "appeal.cancel_asked": "来源方要求撤单",
    "appeal.callback_reported": "来源方回传回访结果",
    "appeal.ask_answered": "请求已回应",
    "appeal.ask_lapsed": "请求逾期未回应",
    "appeal.lapsed": "受理逾期",
    "complaint.received": "收到投诉",
    "work_order.opened": "建立工单",
    "work_order.classified": "分类",
    "work_order.held": "转分办台确认",
    "work_order.dispatched": "派单",
    "work_order.signed": "签收",
    "work_order.returned": "退单",
    "work_order.contacted": "先行联系",
    "work_order.answered": "拟定答复",
    "work_order.approved": "签发答复",
    "work_order.closed": "办结",
    "work_order.reopened": "重办",
    "work_order.urged": "催办",
    "work_order.cancelled": "撤单",
    "work_order.ask_answered": "请求已回应",
    "work_order.lapsed": "逾期",
    "work_order.archived": "归档",
    "callback.planned": "安排回访",
    "callback.attempted": "回访未果",
    "callback.recorded": "记录回访",
    "callback.settled": "回访办结",
    "callback.reopen_asked": "请求重办",
    "callback.reopen_answered": "重办请求已回应",
    "callback.source_answered": "回访结果已回应",
    "callback.lapsed": "回访逾期",
    "callback.ask_lapsed": "重办请求逾期未回应",
    "reminder.issued": "发出催办",
    "clue.received": "收到线索",
    "delivery.planned": "准备通知",
    "delivery.sent": "通知已发出",
    "delivery.failed": "通知发送失败",
    "delivery.given_up": "通知未能送达",
    "rules.adopted": "采用规则",
    "message.parked": "消息暂存",
    "message.replayed": "消息重放",
    "message.discarded": "消息丢弃",
    "feed.row_quarantined": "接入行隔离",
    "account.created": "建立账户",
    "account.role_granted": "授予角色",
    "account.disabled": "停用账户",
    "session.opened": "登录",
    "session.refused": "登录被拒",
    "session.ended": "退出登录",
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "state": STATES,
    "waiting": WAITING,
    "channel": CHANNELS,
    "kind": KINDS,
    "duty": DUTIES,
    "end": ENDS,
    "level": LEVELS,
    "form": FORMS,
    "colour": COLOURS,
    "ask": ASKS,
    "outcome": OUTCOMES,
    "contact": CONTACTS,
    "service": SERVICES,
    "by": BY,
    "step": STEPS,
}


def word(code: str | None, table: str) -> str:
    """The word for a code of one of `WORDS`; the code itself when it has none, a dash for nothing."""
    if code is None:
        return "—"
    return WORDS[table].get(code, code) or "—"
