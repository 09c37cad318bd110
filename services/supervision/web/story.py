"""The story of one case in supervision: its facts as steps that people read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.supervision.readmodels.reminders import Row
from services.supervision.web.seeing import Eyes
from services.supervision.web.words import DROPPED, DUE, REASONS, REFUSALS, RESOLVED, SATISFIED, STEP, WHY
from shared.eventlog.fact import Fact
from shared.kernel.actor import Actor
from shared.kernel.times import unstamp
from shared.rules.rules import Rules
from shared.web.display import when
from shared.web.words import word

Notes = Sequence[tuple[str, str | None]]
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """As the timeline of `ui.html` shows it."""

    at: datetime
    what: str
    who: str
    alarm: bool
    notes: Notes
    service: str = ""


def _planned(data: Data, _: Eyes) -> Notes:
    due = [("期限", when(unstamp(duty["due_at"]))) for duty in data["duties"]]
    return [*_by(data), *due]


def _by(data: Data) -> Notes:
    """Said when it is not we who call."""
    return [] if data["by"] == "us" else [("由谁回访", word(data["by"], "by"))]


def _attempted(data: Data, eyes: Eyes) -> Notes:
    return [("结果", f"第 {data['attempt']} 次，{word(data['outcome'], 'outcome')}"), ("备注", eyes(data["remark"]))]


def _recorded(data: Data, eyes: Eyes) -> Notes:
    if not data["contacted"]:
        return [("结果", "没有联系上"), *_by(data), ("备注", eyes(data["remark"]))]
    said = [("问题", RESOLVED[data["resolved"]]), ("办理", SATISFIED[data["satisfied"]])]
    return [*said, *_by(data), ("意见", eyes(data["remark"]))]


def _settled(data: Data, eyes: Eyes) -> Notes:
    how = [("结果", word(data["end"], "end")), ("原因", REASONS.get(data["reason"], data["reason"]))]
    return [*how, ("理由", eyes.grounds(data["grounds"])), ("批准人", data["approver"])]


def _reopen_answered(data: Data, _: Eyes) -> Notes:
    answer = "同意重办" if data["accepted"] else f"不同意：{REFUSALS.get(data['code'], data['code'])}"
    return [("回应", answer), ("时限", "到期后才回应，不再影响本次回访" if data["late"] else "")]


def _source_noted(data: Data, eyes: Eyes) -> Notes:
    return [
        ("问题", RESOLVED[data["resolved"]]),
        ("办理", SATISFIED[data["satisfied"]]),
        ("意见", eyes(data["remark"])),
    ]


def _final_proposed(data: Data, eyes: Eyes) -> Notes:
    return [("理由", eyes.grounds(data["grounds"])), ("请谁批准", data["approver"])]


NOTES: Mapping[str, Callable[[Data, Eyes], Notes]] = {
    "callback.planned": _planned,
    "callback.attempted": _attempted,
    "callback.recorded": _recorded,
    "callback.settled": _settled,
    "callback.dropped": lambda data, _: [("原因", DROPPED.get(data["why"]) or word(data["why"], "end"))],
    "callback.reopen_asked": lambda data, _: [("应于此前回应", when(unstamp(data["due_at"])))],
    "callback.reopen_answered": _reopen_answered,
    "callback.referred": lambda data, _: [("原因", WHY[data["why"]])],
    "callback.source_noted": _source_noted,
    "callback.source_answered": lambda data, _: [("回应", "采纳" if data["accepted"] else "未采纳")],
    "callback.final_proposed": _final_proposed,
    "callback.final_declined": lambda data, eyes: [("理由", eyes(data["reason"]))],
    "callback.terms_noted": lambda data, _: [("渠道", word(data["channel"], "channel"))],
    "callback.lapsed": lambda data, _: [("事项", DUE[data["duty"]])],
}
ALARMS = frozenset({"callback.lapsed", "callback.ask_lapsed", "callback.referred", "callback.reopen_asked"})


def steps(facts: Sequence[Fact], reminders: Sequence[Row], eyes: Eyes, rules: Rules) -> list[Step]:
    """Callback and reminders together, oldest first; notes without a value are left out."""
    told = [_step(fact, eyes, rules) for fact in facts]
    return sorted([*told, *(_reminded(row, rules) for row in reminders)], key=lambda step: step.at)


def _step(fact: Fact, eyes: Eyes, rules: Rules) -> Step:
    tell = NOTES.get(fact.type)
    notes = [(name, value) for name, value in tell(fact.data, eyes) if value] if tell else []
    what, round_ = STEP.get(fact.type, fact.type), fact.data.get("round", 1)
    what = f"{what}（第 {round_} 轮）" if fact.type == "callback.planned" and round_ > 1 else what
    return Step(fact.time, what, who(fact.actor, rules), fact.type in ALARMS, notes)


def _reminded(row: Row, rules: Rules) -> Step:
    notes = [("单位", unit_name(row["unit"], rules)), ("事项", DUE.get(row["duty"], row["duty"]))]
    return Step(row["issued_at"], STEP["reminder.issued"], "系统", True, notes)


def who(actor: Actor, rules: Rules) -> str:
    """Unit, post and account, as far as they are people."""
    if actor.account.startswith("system:"):
        return "系统"
    parts = (unit_name(actor.unit, rules) if actor.unit else "", actor.post, actor.account)
    return " · ".join(part for part in parts if part)


def unit_name(code: str, rules: Rules) -> str:
    known = rules.units.get(code)
    return known.short if known else code
