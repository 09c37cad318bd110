"""What people read for notify's codes."""

from collections.abc import Mapping

STATES: Mapping[str, str] = {"waiting": "待发送", "sent": "已发出", "given_up": "未能送达"}
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
    "unit.dispatched": "新工单通知",
    "unit.reopened": "重办通知",
    "unit.urged": "催办通知",
    "unit.reminder": "逾期提醒",
    "source.signed": "回传：已签收",
    "source.returned": "回传：单位退单",
    "source.answered": "回传：已拟答复",
    "source.closed": "回传：已办结",
    "source.archived": "回传：已归档",
    "source.declined": "回传：不予受理",
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
}


def said(code: str | None, words: Mapping[str, str]) -> str:
    """The word for a code; the code itself when it has none, a dash for nothing."""
    return words.get(code, code) if code else "—"
