"""What people read for the fields of entries: a label, and how the value is written. Other fields stay in the API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from services.ledger.web.words import CODES
from shared.eventlog.fact import Fact
from shared.house.reading import CLOSED
from shared.kernel.times import unstamp
from shared.rules.rules import Rules
from shared.web.display import when
from shared.web.steps import STEPS
from shared.web.words import word

Value = Callable[[Any, Rules], str]


@dataclass(frozen=True, slots=True)
class Field:
    """`label` before, `value` the writing of what the entry says."""

    label: str
    value: Value


def _of(table: str) -> Value:
    return lambda value, _: word(value, table)


def _text(value: Any, _: Rules) -> str:
    return str(value)


def _coded(value: Any, _: Rules) -> str:
    return CODES.get(value, value)


def _time(value: Any, _: Rules) -> str:
    return when(unstamp(value))


def _yes(value: Any, _: Rules, yes: str = "是", no: str = "否") -> str:
    return yes if value else no


def _unit(value: Any, rules: Rules) -> str:
    unit = rules.units.get(value)
    return unit.short if unit else str(value)


def _catalogue(value: Any, rules: Rules) -> str:
    item = rules.catalogue.get(value)
    return item.title if item else str(value)


def _files(value: Any, _: Rules) -> str:
    return f"{len(value)} 个"


def _theme(value: Any, rules: Rules) -> str:
    return next((item.path[0] for code, item in rules.catalogue.items() if code.startswith(f"{value}.")), str(value))


def _duties(value: Any, rules: Rules) -> str:
    return "；".join(
        f"{word(one['duty'], 'duty')}（{_unit(one['unit'], rules)}）{_time(one['due_at'], rules)} 前" for one in value
    )


def _axes(value: Any, _: Rules) -> str:
    return "、".join(word(one, "axis") for one in value.values() if one)


def _kept(value: Any, _: Rules) -> str:
    return "、".join(word(one["duty"], "duty") for one in value)


def _cases(value: Any, _: Rules) -> str:
    return "、".join(value)


def _decisions(value: Any, rules: Rules) -> str:
    return "；".join(f"{one['number']}. {_unit(one['unit'], rules)}，{_time(one['due_at'], rules)} 前" for one in value)


def _units(value: Any, rules: Rules) -> str:
    return "、".join(_unit(one, rules) for one in value)


FIELDS: Mapping[str, Field] = {
    "source": Field("来源", _of("channel")),
    "source_no": Field("来源编号", _text),
    "kind": Field("诉求类型", _of("kind")),
    "title": Field("标题", _text),
    "text": Field("内容", _text),
    "name": Field("姓名", _text),
    "phone": Field("电话", _text),
    "enterprise": Field("企业", _text),
    "urgent": Field("紧急", _yes),
    "anonymous": Field("匿名", _yes),
    "confidential": Field("保密", _yes),
    "attachments": Field("附件", _files),
    "not_before": Field("不早于", _time),
    "asked_at": Field("提出时间", _time),
    "source_due_at": Field("来源方期限", _time),
    "round": Field("轮次", lambda value, _: f"第 {value} 轮"),
    "unit": Field("单位", _unit),
    "catalogue": Field("分类", _catalogue),
    "level": Field("级别", _of("level")),
    "form": Field("办理方式", _of("form")),
    "how": Field("方式", _of("by")),
    "by": Field("由谁", _of("by")),
    "basis": Field("依据", _coded),
    "code": Field("原因", _coded),
    "why": Field("原因", _coded),
    "reason": Field("理由", _coded),
    "grounds": Field("理由", _text),
    "colour": Field("牌", _of("colour")),
    "ground": Field("理由", _coded),
    "explanation": Field("书面说明", _text),
    "letter": Field("文书", _text),
    "reply_by": Field("回复期限", _time),
    "advice": Field("告知内容", _text),
    "note": Field("情况", _text),
    "internal": Field("办理情况", _text),
    "public": Field("公开答复", _text),
    "answer": Field("答复", _text),
    "answered_at": Field("答复时间", _time),
    "remark": Field("备注", _text),
    "accepted": Field("结论", partial(_yes, yes="认可", no="不认可")),
    "late": Field("逾期后才回应", _yes),
    "reached": Field("联系", partial(_yes, yes="联系上了", no="没有接通")),
    "contacted": Field("接通", _yes),
    "resolved": Field("是否解决", _yes),
    "satisfied": Field("是否满意", _yes),
    "contacted_at": Field("联系时间", _time),
    "number_is_askers": Field("诉求人本人号码", _yes),
    "contact": Field("联系", _coded),
    "outcome": Field("结果", _of("outcome")),
    "attempt": Field("次数", lambda value, _: f"第 {value} 次"),
    "end": Field("结果", _of("end")),
    "approver": Field("批准人", _text),
    "rate": Field("考核指标", _of("rate")),
    "proposer": Field("提出人", _text),
    "theme": Field("主题", _theme),
    "duty": Field("时限任务", _of("duty")),
    "due_at": Field("期限", _time),
    "desk": Field("逾期交", _unit),
    "supporting": Field("协办单位", _units),
    "lead": Field("主办单位", _unit),
    "task": Field("协办事项", _text),
    "assigned_at": Field("安排于", _time),
    "axes": Field("维度", _axes),
    "difficulty": Field("难易", _of("difficulty")),
    "frequent": Field("多发", _yes),
    "truth": Field("诉求属实", _coded),
    "beyond": Field("超职责诉求", _coded),
    "unresolved": Field("未解决原因", _text),
    "amount": Field("申请延长", _text),
    "measure": Field("计量", _coded),
    "source_agreed": Field("来源平台同意", _yes),
    "suspended_at": Field("挂账自", _time),
    "resumed_at": Field("恢复于", _time),
    "review_at": Field("下次复核", _time),
    "kept": Field("暂停计时", _kept),
    "leading": Field("主办件", _text),
    "follower": Field("并入的诉求", _text),
    "followers": Field("并入的诉求", _cases),
    "members": Field("归集的诉求", _cases),
    "common_need": Field("共性问题", _text),
    "to_name": Field("接收单位", _text),
    "outside": Field("转送区外", _yes),
    "addressees": Field("承办单位", _units),
    "units": Field("参加单位", _units),
    "present": Field("到会单位", _units),
    "place": Field("地点", _text),
    "agenda": Field("议题", _text),
    "minutes": Field("纪要", _text),
    "proposal": Field("情况和建议", _text),
    "leader": Field("领导", _text),
    "duties": Field("须办", _duties),
    "to": Field("告知", _coded),
    "channel": Field("渠道", _of("channel")),
    "cause": Field("因为", lambda value, _: STEPS.get(value, value)),
    "retry_at": Field("再试", _time),
    "type": Field("消息", lambda value, _: STEPS.get(value, value)),
}
OWN: Mapping[tuple[str, str], Field] = {
    ("appeal.ask_answered", "kind"): Field("请求", _of("ask")),
    ("appeal.ask_lapsed", "kind"): Field("请求", _of("ask")),
    ("work_order.ask_answered", "kind"): Field("请求", _of("ask")),
    ("work_order.answered", "by"): Field("拟稿", _text),
    ("work_order.drafted", "by"): Field("拟稿", _text),
    ("work_order.contacted", "number"): Field("拨打的号码", _text),
    ("work_order.asker_corrected", "field"): Field("更正", _of("corrected")),
    ("work_order.asker_corrected", "value"): Field("改为", _text),
    ("work_order.asker_corrected", "clear"): Field("改为", _text),
    ("work_order.recomputed", "before"): Field("原定", _duties),
    ("work_order.return_settled", "how"): Field("裁定方式", _coded),
    ("part.delivered", "answer"): Field("协办意见", _text),
    ("part.delivered", "by"): Field("拟稿", _text),
    ("extension.lapsed", "by"): Field("申请单位", _unit),
    ("appeal.corrected", "field"): Field("更正", _of("corrected")),
    ("appeal.corrected", "value"): Field("改为", _text),
    ("appeal.corrected", "clear"): Field("改为", _text),
    ("recipient.corrected", "field"): Field("更正", _of("corrected")),
    ("recipient.corrected", "value"): Field("改为", _text),
    ("work_order.transferred", "to"): Field("转送单位", _unit),
    ("work_order.coordinated", "kind"): Field("方式", _coded),
    ("transfer.made", "to"): Field("转送单位", _unit),
    ("meeting.convened", "kind"): Field("会议", _coded),
    ("meeting.convened", "at"): Field("时间", _time),
    ("meeting.held", "kind"): Field("会议", _coded),
    ("meeting.held", "decisions"): Field("议定事项", _decisions),
    ("meeting.decision_done", "decision"): Field("议定事项", _text),
    ("meeting.lapsed", "decision"): Field("议定事项", _text),
    ("escalation.proposed", "to"): Field("上报", _coded),
    ("common_need.answered", "by"): Field("拟稿", _text),
    ("escalation.answered", "by"): Field("登记人", _text),
    ("escalation.answered", "decision"): Field("批复", _text),
    ("message.parked", "source"): Field("来自", _of("service")),
    ("message.replayed", "source"): Field("来自", _of("service")),
    ("message.discarded", "source"): Field("来自", _of("service")),
    ("message.discarded", "code"): Field("理由", _text),
    ("reminder.issued", "colour"): Field("种类", _of("colour")),
    ("callback.final_proposed", "by"): Field("提请人", _text),
    ("callback.final_proposed", "approver"): Field("请谁批准", _text),
    ("letter.issued", "number"): Field("文号", _text),
    ("letter.issued", "kind"): Field("文种", lambda value, _: "督办函" if value == "letter" else "通报"),
    ("personal.opened", "purpose"): Field("用途", _text),
    ("evidence.exported", "size"): Field("校验点", lambda value, _: f"总账 {value} 条记录"),
    ("evidence.exported", "entries"): Field("记录", lambda value, _: f"{value} 条"),
    ("evidence.exported", "opened"): Field("解密字段", lambda value, _: f"{value} 个"),
    ("evidence.exported", "files"): Field("附件", lambda value, _: f"{value} 个"),
    ("evidence.exported", "manifest"): Field("清单摘要", _text),
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
