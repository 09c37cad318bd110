"""What people read for the fields of entries: a label, and how the value is written. Other fields stay in the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from services.ledger.web import values
from services.ledger.web.values import Value
from shared.eventlog.fact import Fact
from shared.house.reading import CLOSED
from shared.rules.rules import Rules
from shared.web.steps import STEPS


@dataclass(frozen=True, slots=True)
class Field:
    """`label` before, `value` the writing of what the entry says."""

    label: str
    value: Value


FIELDS: Mapping[str, Field] = {
    "source": Field("来源", values.of("channel")),
    "source_no": Field("来源编号", values.text),
    "kind": Field("诉求类型", values.of("kind")),
    "title": Field("标题", values.text),
    "text": Field("内容", values.text),
    "name": Field("姓名", values.text),
    "phone": Field("电话", values.text),
    "enterprise": Field("企业", values.text),
    "credit_code": Field("统一社会信用代码", values.text),
    "urgent": Field("紧急", values.yes),
    "anonymous": Field("匿名", values.yes),
    "confidential": Field("保密", values.yes),
    "attachments": Field("附件", values.files),
    "not_before": Field("不早于", values.time),
    "asked_at": Field("提出时间", values.time),
    "source_due_at": Field("来源方期限", values.time),
    "round": Field("轮次", lambda value, _: f"第 {value} 轮"),
    "unit": Field("单位", values.unit),
    "catalogue": Field("分类", values.catalogue),
    "level": Field("级别", values.of("level")),
    "form": Field("办理方式", values.of("form")),
    "how": Field("方式", values.of("by")),
    "by": Field("由谁", values.of("by")),
    "basis": Field("依据", values.coded),
    "code": Field("原因", values.coded),
    "why": Field("原因", values.coded),
    "reason": Field("理由", values.coded),
    "grounds": Field("理由", values.text),
    "colour": Field("牌", values.of("colour")),
    "ground": Field("理由", values.coded),
    "explanation": Field("书面说明", values.text),
    "reply": Field("回复", values.text),
    "letter": Field("文书", values.text),
    "reply_by": Field("回复期限", values.time),
    "advice": Field("告知内容", values.text),
    "note": Field("情况", values.text),
    "internal": Field("办理情况", values.text),
    "public": Field("公开答复", values.text),
    "answer": Field("答复", values.text),
    "answered_at": Field("答复时间", values.time),
    "remark": Field("备注", values.text),
    "accepted": Field("结论", partial(values.yes, yes="认可", no="不认可")),
    "late": Field("逾期后才回应", values.yes),
    "reached": Field("联系", partial(values.yes, yes="联系上了", no="没有接通")),
    "contacted": Field("接通", values.yes),
    "resolved": Field("是否解决", values.yes),
    "satisfied": Field("是否满意", values.yes),
    "contacted_at": Field("联系时间", values.time),
    "number_is_askers": Field("诉求人本人号码", values.yes),
    "contact": Field("联系", values.coded),
    "outcome": Field("结果", values.of("outcome")),
    "attempt": Field("次数", lambda value, _: f"第 {value} 次"),
    "end": Field("结果", values.of("end")),
    "approver": Field("批准人", values.text),
    "rate": Field("考核指标", values.of("rate")),
    "proposer": Field("提出人", values.text),
    "theme": Field("主题", values.theme),
    "duty": Field("时限任务", values.of("duty")),
    "due_at": Field("期限", values.time),
    "desk": Field("逾期交", values.unit),
    "supporting": Field("协办单位", values.units),
    "lead": Field("主办单位", values.unit),
    "task": Field("协办事项", values.text),
    "assigned_at": Field("安排于", values.time),
    "axes": Field("维度", values.axes),
    "difficulty": Field("难易", values.of("difficulty")),
    "frequent": Field("多发", values.yes),
    "truth": Field("诉求属实", values.coded),
    "beyond": Field("超职责诉求", values.coded),
    "unresolved": Field("未解决原因", values.text),
    "amount": Field("申请延长", values.text),
    "measure": Field("计量", values.coded),
    "source_agreed": Field("来源平台同意", values.yes),
    "suspended_at": Field("挂账自", values.time),
    "resumed_at": Field("恢复于", values.time),
    "review_at": Field("下次复核", values.time),
    "kept": Field("暂停计时", values.kept),
    "leading": Field("主办件", values.text),
    "follower": Field("并入的诉求", values.text),
    "followers": Field("并入的诉求", values.cases),
    "members": Field("归集的诉求", values.cases),
    "common_need": Field("共性问题", values.text),
    "to_name": Field("接收单位", values.text),
    "outside": Field("转送区外", values.yes),
    "addressees": Field("承办单位", values.units),
    "units": Field("参加单位", values.units),
    "present": Field("到会单位", values.units),
    "place": Field("地点", values.text),
    "agenda": Field("议题", values.text),
    "minutes": Field("纪要", values.text),
    "proposal": Field("情况和建议", values.text),
    "leader": Field("领导", values.text),
    "duties": Field("须办", values.duties),
    "to": Field("告知", values.coded),
    "channel": Field("渠道", values.of("channel")),
    "cause": Field("因为", lambda value, _: STEPS.get(value, value)),
    "retry_at": Field("再试", values.time),
    "type": Field("消息", lambda value, _: STEPS.get(value, value)),
}
OWN: Mapping[tuple[str, str], Field] = {
    ("appeal.ask_answered", "kind"): Field("请求", values.of("ask")),
    ("appeal.ask_lapsed", "kind"): Field("请求", values.of("ask")),
    ("work_order.ask_answered", "kind"): Field("请求", values.of("ask")),
    ("work_order.answered", "by"): Field("拟稿", values.text),
    ("work_order.drafted", "by"): Field("拟稿", values.text),
    ("work_order.contacted", "number"): Field("拨打的号码", values.text),
    ("work_order.asker_corrected", "field"): Field("更正", values.of("corrected")),
    ("work_order.asker_corrected", "value"): Field("改为", values.text),
    ("work_order.asker_corrected", "clear"): Field("改为", values.text),
    ("work_order.recomputed", "before"): Field("原定", values.duties),
    ("work_order.return_settled", "how"): Field("裁定方式", values.coded),
    ("part.delivered", "answer"): Field("协办意见", values.text),
    ("part.delivered", "by"): Field("拟稿", values.text),
    ("extension.lapsed", "by"): Field("申请单位", values.unit),
    ("appeal.corrected", "field"): Field("更正", values.of("corrected")),
    ("appeal.corrected", "value"): Field("改为", values.text),
    ("appeal.corrected", "clear"): Field("改为", values.text),
    ("recipient.corrected", "field"): Field("更正", values.of("corrected")),
    ("recipient.corrected", "value"): Field("改为", values.text),
    ("work_order.transferred", "to"): Field("转送单位", values.unit),
    ("work_order.coordinated", "kind"): Field("方式", values.coded),
    ("transfer.made", "to"): Field("转送单位", values.unit),
    ("meeting.convened", "kind"): Field("会议", values.coded),
    ("meeting.convened", "at"): Field("时间", values.time),
    ("meeting.held", "kind"): Field("会议", values.coded),
    ("meeting.held", "decisions"): Field("议定事项", values.decisions),
    ("meeting.decision_done", "decision"): Field("议定事项", values.text),
    ("meeting.lapsed", "decision"): Field("议定事项", values.text),
    ("transfer.confirmed", "to"): Field("接收单位", values.unit),
    ("escalation.answered", "proposer"): Field("提请单位", values.unit),
    ("escalation.proposed", "to"): Field("上报", values.coded),
    ("common_need.answered", "by"): Field("拟稿", values.text),
    ("escalation.answered", "by"): Field("登记人", values.text),
    ("escalation.answered", "decision"): Field("批复", values.text),
    ("message.parked", "source"): Field("来自", values.of("service")),
    ("message.replayed", "source"): Field("来自", values.of("service")),
    ("message.discarded", "source"): Field("来自", values.of("service")),
    ("message.discarded", "code"): Field("理由", values.text),
    ("reminder.issued", "colour"): Field("种类", values.of("colour")),
    ("callback.final_proposed", "by"): Field("提请人", values.text),
    ("callback.final_proposed", "approver"): Field("请谁批准", values.text),
    ("letter.issued", "number"): Field("文号", values.text),
    ("letter.issued", "kind"): Field("文种", lambda value, _: "督办函" if value == "letter" else "通报"),
    ("personal.opened", "purpose"): Field("用途", values.text),
    ("evidence.exported", "size"): Field("校验点", lambda value, _: f"总账 {value} 条记录"),
    ("evidence.exported", "entries"): Field("记录", lambda value, _: f"{value} 条"),
    ("evidence.exported", "opened"): Field("解密字段", lambda value, _: f"{value} 个"),
    ("evidence.exported", "files"): Field("附件", lambda value, _: f"{value} 个"),
    ("evidence.exported", "manifest"): Field("清单摘要", values.text),
}
REPEATS = frozenset({"work_order.noted", "work_order.opened", "recipient.noted"})
"""They carry on what the receipt said."""
FLAGS = frozenset({"urgent", "frequent", "source_agreed", "anonymous", "confidential", "late", "outside"})
"""Told only when they are so."""


def notes(fact: Fact, rules: Rules) -> list[tuple[str, str]]:
    """(what, value) of an entry for people, in the order of FIELDS; what says nothing new is left out."""
    told = {**FIELDS, **{name: field for (own, name), field in OWN.items() if own == fact.type}}
    says = {name: field for name, field in told.items() if _says(name, fact)}
    sealed = "、".join(field.label for name, field in says.items() if is_closed(fact.data[name]))
    clear = [
        (field.label, field.value(value, rules))
        for name, field in says.items()
        if not is_closed(value := fact.data[name])
    ]
    return [*clear, (CLOSED, sealed)] if sealed else clear


FIRST_TO_SAY = 2
"""Most cases have one round; before dispatch there is none."""


def _says(name: str, fact: Fact) -> bool:
    """Not what is empty, nor a flag that is not set, nor a closed field carried on from where it was first said."""
    value = fact.data.get(name)
    if (
        value is None
        or value in ("", [])
        or (name in FLAGS and not value)
        or (name == "axes" and not any(value.values()))
        or (name == "round" and value < FIRST_TO_SAY)
    ):
        return False
    return fact.type not in REPEATS and (not is_closed(value) or value["home"]["id"] == fact.id)


def is_closed(value: Any) -> bool:
    """Whether this value of an entry is a closed field."""
    return isinstance(value, dict) and "cipher" in value
