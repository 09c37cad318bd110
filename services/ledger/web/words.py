"""Which steps of a case are alarming, and what people read for the codes in its entries."""

from collections.abc import Mapping

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
    "followed": "随主办件一并答复",
    "separated": "并案有误",
    "wrong": "并案有误",
    "leading_withdrawn": "主办件的诉求人撤回",
    "merged_elsewhere": "改并入另一件",
    "leader_ended": "原主办件没有办到答复",
    "asker": "诉求人",
    "unit": "责任单位",
    "source": "来源方",
}
