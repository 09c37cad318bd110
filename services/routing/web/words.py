"""What people read for routing's own codes, beside the shared vocabulary."""

from collections.abc import Mapping

from shared.web.steps import STEPS
from shared.web.words import WAITING

BASES: Mapping[str, str] = {
    "not_our_duty": "不属本单位职责",
    "other_area": "不在管辖区域",
    "other_lead": "应由其他单位主办",
    "unclear": "诉求要素不全，无法办理",
}
WAYS: Mapping[str, str] = {"consultation": "会商", "instruction": "领导批示"}
TRUTHS: Mapping[str, str] = {"true": "属实", "partly": "部分属实", "false": "不属实"}
BEYOND: Mapping[str, str] = {
    "no_power": "无法定职责",
    "courts": "涉法涉诉",
    "policy": "现行政策不支持",
    "private": "民事纠纷",
    "other": "其他",
}
MEASURES: Mapping[str, str] = {
    "working_half_days": "个半日（工作日）",
    "working_days": "个工作日",
    "working_hours": "个工作小时",
    "working_minutes": "分钟（工作时间）",
    "calendar_days": "天",
    "hours": "小时",
    "minutes": "分钟",
}
PART: Mapping[str, str] = {
    "assigned": "待签收",
    "signed": "协办中",
    "delivered": "已提交意见",
    "excused": "不再等待",
    "released": "已终止",
}
HELD: Mapping[str, str] = {
    "no_match": "没有目录的关键词相符，请您判断",
    "unsure": "系统拿不准，请您确认",
    "outside": "有权处理的单位可能不在责任单位之内，请您判断",
    "returned": "退单已认可，请另派单位",
    "separated": "原并案有误，已拆分，请您派单",
    "left_need": "已移出共性问题，请您派单",
    "transfer_refused": "接收单位不接收，请另派单位或另行转送",
    "leader_ended": "原主办件没有办到答复，请您派单",
}
WAITS_FOR: Mapping[str, str] = {**WAITING, "dispatch": "待分办", "return": "待裁定退单"}
STEP: Mapping[str, str] = {
    **STEPS,
    "work_order.noted": "收到诉求",
    "work_order.progressed": "阶段反馈",
    "work_order.return_settled": "裁定退单",
    "work_order.sent_back": "答复退回修改",
    "work_order.supplemented": "补充材料",
    "work_order.withdrawal_noted": "归档后诉求人撤回",
    "work_order.held": "转分办台",
    "work_order.merged": "并案",
    "work_order.released": "解除并案",
    "work_order.follower_added": "其他诉求并入本件",
    "work_order.follower_left": "并入的诉求已拆出",
    "work_order.followers_released": "并入的诉求退回分办台",
    "work_order.transferred": "转送",
    "work_order.pooled": "归入共性问题",
    "work_order.unpooled": "移出共性问题",
    "work_order.coordinated": "已协调",
    "work_order.dropped": "受理环节已终结",
}
CONTACT: Mapping[str, str] = {
    "contacted": "已联系到诉求人",
    "three_attempts": "多次联系未接通，逐次有登记",
    "anonymous": "匿名，无法联系",
    "no_number": "没有留联系电话",
    "confidential": "诉求人要求保密，承办单位不联系",
    "followed": "一并答复",
}
WHY: Mapping[str, str] = {
    "dissatisfied": "回访不满意",
    "redo": "来源平台要求重办",
    "desk": "工作人员要求重办",
    "separated": "原并案有误",
}
LET_GO: Mapping[str, str] = {
    "wrong": "并案有误",
    "leading_ended": "主办件没有形成答复",
    "leading_withdrawn": "主办件的诉求人撤回",
    "merged_elsewhere": "改并入另一件",
    "merged": "主办件又并入了另一件",
    "withdrawn": "诉求人撤回",
    "cancelled": "来源平台撤单",
    "declined": "不予受理",
    "answered_at_once": "已即答",
    "transferred": "已转送有权单位",
    "transfer_confirmed": "已转送有权单位",
}
COORDINATED: Mapping[str, str] = {
    "consultation": "会商",
    "special": "专题会议",
    "on_site": "现场会办",
    "instruction": "领导批示",
    "escalation": "上级批复",
}
YES_NO = {True: "是", False: "否", None: "—"}
