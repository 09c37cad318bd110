"""What people read for notify's codes."""

from collections.abc import Mapping

STATES: Mapping[str, str] = {
    "waiting": "待发送",
    "trying": "正在发送",
    "uncertain": "不能确定",
    "gathered": "已并入汇总",
    "sent": "已发出",
    "given_up": "未能送达",
}
RECEIPTS: Mapping[str, str] = {"delivered": "已送达", "failed": "未送达", "read": "已读"}
TO: Mapping[str, str] = {"asker": "诉求人", "unit": "责任单位", "source": "来源平台"}
CHANNELS: Mapping[str, str] = {
    "sms": "短信",
    "wechat": "微信",
    "email": "电子邮件",
    "file": "文件",
    "http": "接口",
}
TEMPLATES: Mapping[str, str] = {
    "asker.received": "告知已登记",
    "asker.accepted": "告知已受理",
    "asker.declined": "告知不予受理",
    "asker.dispatched": "告知承办单位",
    "asker.closed": "告知办结答复",
    "asker.reopened": "告知重新办理",
    "asker.archived": "告知已归档",
    "asker.answered": "告知即时答复",
    "asker.merged": "告知已并案",
    "asker.separated": "告知恢复单独办理",
    "asker.transferred": "告知转送去处",
    "asker.transfer_confirmed": "告知转送已接收",
    "asker.suspended": "告知长期跟踪",
    "asker.resumed": "告知恢复办理",
    "asker.extended": "告知延期答复",
    "asker.common_closed": "告知共性问题答复",
    "asker.confidential": "告知有新进展（保密件）",
    "unit.dispatched": "新工单通知",
    "unit.part_assigned": "协办通知",
    "unit.extension_granted": "延期已同意",
    "unit.extension_refused": "延期未同意",
    "unit.instructed": "领导批示通知",
    "unit.meeting": "会议通知",
    "unit.meeting_cancelled": "会议取消通知",
    "unit.decision": "会议议定事项通知",
    "unit.transferred": "转送接收通知",
    "unit.transfer_refused": "转送被退回",
    "unit.recomputed": "时限重算通知",
    "unit.escalation": "上报事项通知",
    "unit.escalation_answered": "上报批复通知",
    "unit.card": "督办牌通知",
    "unit.letter": "督办函通知",
    "unit.commitment": "承诺事项通知",
    "unit.explanation": "说明情况通知",
    "unit.common_led": "共性问题承办通知",
    "unit.digest": "汇总通知",
    "unit.reopened": "重办通知",
    "unit.urged": "催办通知",
    "unit.reminder": "逾期提醒",
    "source.signed": "回传：已签收",
    "source.returned": "回传：单位退单",
    "source.answered": "回传：已拟答复",
    "source.closed": "回传：已办结",
    "source.archived": "回传：已归档",
    "source.declined": "回传：不予受理",
    "source.answered_at_once": "回传：即时答复",
}
CODES: Mapping[str, str] = {
    "unreachable": "网关连不上",
    "timeout": "网关没有及时应答",
    "busy": "网关忙，要求稍后再发",
    "denied": "网关不认我们的密钥",
    "refused": "网关拒收这一条",
    "not_taken": "网关没有收下",
    "redirected": "网关地址已改",
    "server_error": "网关出错",
    "bad_answer": "看不懂网关的应答",
    "certificate": "网关证书不可信",
    "sender_refused": "邮件服务器不认发件人",
    "not_supported": "邮件服务器不支持加密",
    "bad_address": "地址无效",
    "bad_name": "编号不能作文件名",
    "storage": "磁盘写不进去",
    "shredded": "诉求人的个人信息已销毁",
    "unreadable": "个人信息读不出来，请管理员检查密钥库",
    "no_template": "没有这个模板",
    "fault": "系统出错，已记入日志",
    "interrupted": "发送中途系统停了，不知对方是否收到",
    "not_delivered": "网关回执：没有送到",
    "bad_settings": "渠道地址设置有误，请管理员检查 gateways.yaml",
}


def said(code: str | None, words: Mapping[str, str]) -> str:
    """The word for a code; the code itself when it has none, a dash for nothing."""
    return words.get(code, code) if code else "—"
