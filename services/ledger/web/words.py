"""What people read for every type of entry, of all services."""

from collections.abc import Mapping

from shared.web.words import STEPS

TYPES: Mapping[str, str] = {
    **STEPS,
    "appeal.ask_answered": "回应来源方的请求",
    "appeal.ask_lapsed": "来源方的请求逾期未回应",
    "asker.shred_requested": "申请销毁个人信息",
    "asker.shred_approved": "批准销毁个人信息",
    "asker.shredded": "个人信息已销毁",
    "work_order.noted": "分办收到诉求",
    "work_order.held": "转分办台",
    "work_order.progressed": "阶段反馈",
    "work_order.return_settled": "裁定退单",
    "work_order.sent_back": "答复退回修改",
    "work_order.supplemented": "收到补充材料",
    "callback.attempted": "回访未接通",
    "callback.referred": "回访交人工处理",
    "callback.reopening": "进入重办，原回访作废",
    "callback.dropped": "回访取消",
    "callback.source_noted": "记下来源方的回访结果",
    "recipient.noted": "记下通知对象",
    "delivery.planned": "准备通知",
    "delivery.deferred": "通知等待通知对象",
    "outbox.erasing": "清除发件文件",
    "outbox.erased": "发件文件已清除",
    "personal.opened": "查看个人信息",
    "message.parked": "消息暂存，等待处理",
    "message.replayed": "暂存的消息已处理",
    "message.discarded": "暂存的消息被放弃",
    "account.role_revoked": "收回角色",
    "account.password_changed": "修改密码",
    "ledger.alarm_raised": "总账报警",
}
ALARMS = frozenset(
    {
        *("appeal.lapsed", "appeal.ask_lapsed", "work_order.lapsed", "callback.lapsed", "callback.ask_lapsed"),
        *("work_order.returned", "work_order.reopened", "work_order.sent_back", "delivery.given_up"),
        *("message.parked", "message.discarded"),
    }
)
CODES: Mapping[str, str] = {
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
    "no_opinion": "没有表示意见",
    "source_silent": "来源方没有回传",
    "contacted": "已联系到诉求人",
    "three_attempts": "多次联系未接通",
    "asker": "诉求人",
    "unit": "责任单位",
    "source": "来源方",
}
