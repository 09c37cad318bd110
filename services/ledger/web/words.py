"""Which steps of a case are alarming, and what people read for the codes in its entries."""

from collections.abc import Mapping

ALARMS = frozenset(
    {
        *("appeal.lapsed", "appeal.ask_lapsed", "work_order.lapsed", "callback.lapsed", "callback.ask_lapsed"),
        *("part.lapsed", "extension.lapsed", "work_order.suspended"),
        *(
            "transfer.lapsed",
            "instruction.lapsed",
            "meeting.lapsed",
            "escalation.lapsed",
            "transfer.refused",
            "common_need.lapsed",
        ),
        *("work_order.returned", "work_order.reopened", "work_order.sent_back", "delivery.given_up"),
        *("message.parked", "message.discarded"),
        *("card.issued", "card.lapsed", "reminder.circulated", "letter.issued", "letter.lapsed"),
    }
)
CODES: Mapping[str, str] = {
    "true": "属实",
    "partly": "部分属实",
    "false": "不属实",
    "no_power": "无法定职责",
    "courts": "涉法涉诉",
    "policy": "现行政策不支持",
    "private": "民事纠纷",
    "other": "其他",
    "working_days": "个工作日",
    "working_half_days": "个半日（工作日）",
    "working_hours": "个工作小时",
    "calendar_days": "天",
    "hours": "小时",
    "no_match": "没有目录的关键词相符",
    "unsure": "系统拿不准",
    "outside": "有权处理的单位可能在责任单位之外",
    "returned": "退单已认可",
    "not_our_duty": "不属本单位职责",
    "other_area": "不在管辖区域",
    "other_lead": "应由其他单位主办",
    "unclear": "诉求要素不全",
    "state_secret": "涉及国家秘密",
    "in_court": "已经或者应当通过诉讼、仲裁解决",
    "under_review": "信访、行政复议正在办理",
    "private_dispute": "属于民事纠纷，行政机关没有相应职责",
    "no_concrete_target": "诉求对象或者内容不明确",
    "dissatisfied": "回访不满意",
    "redo": "来源方要求",
    "desk": "工作人员要求",
    "refused": "未被接受",
    "again": "再次不满意",
    "cancelled": "已撤单",
    "anonymous": "匿名，无法联系",
    "no_number": "没有留联系电话",
    "confidential": "诉求人要求保密，承办单位不联系",
    "no_opinion": "没有表示意见",
    "source_silent": "来源方没有回传",
    "contacted": "已联系到诉求人",
    "three_attempts": "多次联系未接通",
    "not_sampled": "没有抽中",
    "at_once": "对即答不满意",
    "merged": "已并入另一件办理",
    "late_start": "没有按时启动",
    "overdue": "逾期",
    "overdue_again": "再次逾期",
    "extended": "延期次数过多",
    "circulated": "催办后仍未办结",
    "followed": "随主办件一并答复",
    "separated": "并案有误",
    "wrong": "并案有误",
    "leading_ended": "主办件没有形成答复",
    "leading_withdrawn": "主办件的诉求人撤回",
    "merged_elsewhere": "改并入另一件",
    "leader_ended": "原主办件没有办到答复",
    "asker": "诉求人",
    "left_need": "已移出共性问题",
    "transfer_refused": "接收单位不接收",
    "consultation": "会商",
    "special": "专题会议",
    "on_site": "现场会办",
    "instruction": "领导批示",
    "escalation": "上级批复",
    "party_committee": "区委",
    "government": "区政府",
    "unit": "责任单位",
    "source": "来源方",
}
PARTS: Mapping[str, str] = {
    "units": "责任单位",
    "catalogue": "分类目录",
    "limits": "办理时限",
    "calendar": "工作日历",
    "templates": "通知模板",
    "feeds": "热线接入",
    "roles": "角色权限",
}
"""What the parts of the rules are called."""
ASKS: Mapping[str, str] = {
    "ask_urge": "回应催办",
    "ask_redo": "回应重办要求",
    "ask_cancel": "回应撤单要求",
    "ask_callback": "回应来源方的回访结果",
    "ask_reopen": "回应重办要求",
}
"""What is to be done when somebody asks for something."""
ABOUT: Mapping[str, str] = {"part": "协办", "meeting": "会议", "transfer": "转送", "card": "亮牌", "letter": "督办函"}
"""Whose duty it is, where it is not the order's own."""
HELPING: Mapping[str, str] = {"assigned": "待签收", "signed": "在办", "delivered": "已交意见", "excused": "已免"}
"""How a supporting unit's part stands."""
ENDS: Mapping[str, str] = {"kept": "按时完成", "late": "逾期后完成", "ended": "已取消"}
"""How a duty ends."""
AUDIT_KINDS: Mapping[str, str] = {
    "reading": "查看加密内容",
    "export": "导出",
    "sign_in": "登录失败",
    "rules": "规则变更",
    "account": "账号与角色变更",
    "erasure": "销毁个人信息",
}
SAID: Mapping[str, str] = {
    "account": "账号",
    "code": "原因",
    "purpose": "用途",
    "fields": "内容",
    "role": "角色",
    "roles": "角色",
    "part": "规则",
    "table": "表格",
    "period": "期间",
    "basis": "依据",
}
REFUSED: Mapping[str, str] = {
    "session.wrong_password": "密码不对",
    "session.locked": "多次输错，已锁定",
    "session.disabled": "账号已停用",
}
PURPOSES: Mapping[str, str] = {"page": "在页面上看", "api": "通过接口读", "cli": "用命令查看", "evidence": "提取证据"}
"""By the first word of the purpose's code."""
