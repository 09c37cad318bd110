"""The story of one case in routing: its facts as steps that people read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.routing.web.story_beside import NOTES_BESIDE, UNTOLD
from services.routing.web.teller import Notes, Teller
from services.routing.web.words import (
    BASES,
    BEYOND,
    CONTACT,
    COORDINATED,
    HELD,
    LET_GO,
    STEP,
    TRUTHS,
    WAYS,
    WHY,
    YES_NO,
)
from shared.eventlog.fact import Fact
from shared.kernel.actor import Actor
from shared.kernel.times import unstamp
from shared.web.display import when
from shared.web.words import word


@dataclass(frozen=True, slots=True)
class Step:
    """As the timeline of `ui.html` shows it."""

    at: datetime
    what: str
    who: str
    alarm: bool
    notes: Notes
    service: str = ""


def _classified(data: Mapping[str, Any], tell: Teller) -> Notes:
    sure = f"按规则，把握 {data['confidence']}%" if data["by"] == "rule" else "人工"
    axes = "、".join(word(value, "axis") for value in (data.get("axes") or {}).values() if value)
    hard = word(data["difficulty"], "difficulty") if data.get("difficulty") else ""
    more = [("维度", axes), ("难易", hard), ("多发", "是" if data.get("frequent") else "")]
    return [("分类", tell.item(data["catalogue"])), ("级别", word(data["level"], "level")), *more, ("方式", sure)]


def _dispatched(data: Mapping[str, Any], tell: Teller) -> Notes:
    by = "按规则自动派单" if data["by"] == "rule" else "分办员派单"
    who = [("主办单位", tell.unit(data["unit"])), ("协办单位", _units(data, tell))]
    return [*who, ("办理方式", word(data["form"], "form")), ("派单", by), ("说明", tell.eyes(data.get("reason")))]


def _units(data: Mapping[str, Any], tell: Teller) -> str:
    return "、".join(map(tell.unit, data.get("supporting", ())))


def _settled(data: Mapping[str, Any], tell: Teller) -> Notes:
    said = "认可，另派单位" if data["accepted"] else "不认可，由原单位继续办理"
    return [("裁定", said), ("方式", WAYS.get(data.get("how", ""), "")), ("理由", tell.eyes(data["reason"]))]


def _contacted(data: Mapping[str, Any], tell: Teller) -> Notes:
    said = "联系上了" if data["reached"] else "没有接通"
    return [("结果", said), ("联系时间", when(unstamp(data["contacted_at"]))), *_number(data, tell)]


ASKERS: Mapping[bool | None, str] = {True: "是", False: "否，与诉求人留的号码不同", None: ""}


def _number(data: Mapping[str, Any], tell: Teller) -> Notes:
    own = ASKERS[data.get("number_is_askers")]
    return [
        ("拨打的号码", tell.eyes(data.get("number"))),
        ("诉求人本人号码", own),
        ("情况", tell.eyes(data["note"])),
    ]


def _answered(data: Mapping[str, Any], tell: Teller) -> Notes:
    words = [("办理情况", tell.eyes(data["internal"])), ("公开答复", tell.eyes(data["public"]))]
    found = [
        ("诉求属实", TRUTHS.get(data.get("truth", ""), "")),
        ("超职责诉求", BEYOND.get(data.get("beyond", ""), "")),
    ]
    solved = [("是否解决", YES_NO[data["resolved"]]), ("未解决原因", tell.eyes(data.get("unresolved")))]
    return [*words, *solved, *found]


def _reopened(data: Mapping[str, Any], tell: Teller) -> Notes:
    said = [("原因", WHY.get(data["why"], data["why"])), ("理由", tell.eyes(data["reason"]))]
    return [*said, ("主办单位", tell.unit(data["unit"])), ("级别", word(data["level"], "level"))]


def _lapsed(data: Mapping[str, Any], tell: Teller) -> Notes:
    return [("逾期", word(data["duty"], "duty")), ("单位", tell.unit(data["unit"]))]


def _ask_answered(data: Mapping[str, Any], _: Teller) -> Notes:
    return [("请求", word(data["kind"], "ask")), ("回应", "接受" if data["accepted"] else "不接受")]


def _let_go(data: Mapping[str, Any], _: Teller) -> Notes:
    return [("原因", LET_GO.get(data["why"], data["why"])), ("诉求", "、".join(data.get("followers", ())))]


NOTES: Mapping[str, Callable[[Mapping[str, Any], Teller], Notes]] = {
    "work_order.classified": _classified,
    "work_order.held": lambda data, _: [("原因", HELD.get(data["code"], data["code"]))],
    "work_order.dispatched": _dispatched,
    "work_order.returned": lambda data, tell: [("依据", BASES[data["basis"]]), ("理由", tell.eyes(data["reason"]))],
    "work_order.return_settled": _settled,
    "work_order.contacted": _contacted,
    "work_order.progressed": lambda data, tell: [("内容", tell.eyes(data["note"]))],
    "work_order.answered": _answered,
    "work_order.sent_back": lambda data, tell: [("理由", tell.eyes(data["reason"]))],
    "work_order.closed": lambda data, _: [
        ("联系", CONTACT[data["contact"]]),
        ("是否解决", YES_NO[data["resolved"]]),
        ("随同办结", "、".join(data.get("followers", ()))),
        ("主办件", data.get("leading", "")),
    ],
    "work_order.merged": lambda data, _: [("主办件", data["leading"])],
    "work_order.released": lambda data, tell: [("原主办件", data["leading"]), *_let_go(data, tell)],
    "work_order.follower_added": lambda data, _: [("诉求", data["follower"])],
    "work_order.follower_left": lambda data, _: [("诉求", data["follower"])],
    "work_order.followers_released": _let_go,
    "work_order.transferred": lambda data, _: [
        ("接收单位", data["to_name"]),
        ("区外", "是" if data["outside"] else ""),
    ],
    "work_order.pooled": lambda data, _: [("共性问题", data["common_need"])],
    "work_order.coordinated": lambda data, _: [("方式", COORDINATED.get(data["kind"], data["kind"]))],
    "work_order.dropped": lambda data, tell: _let_go(data, tell)[:1],
    "work_order.reopened": _reopened,
    "work_order.urged": lambda data, tell: [("内容", tell.eyes(data["text"]))],
    "work_order.urge_passed": lambda data, tell: [("转主办件", data["leading"]), ("内容", tell.eyes(data["text"]))],
    "work_order.cancelled": lambda data, tell: [("原因", tell.eyes(data["reason"]))],
    "work_order.supplemented": lambda data, tell: [("内容", tell.eyes(data["text"]))],
    "work_order.ask_answered": _ask_answered,
    "work_order.lapsed": _lapsed,
    **NOTES_BESIDE,
    "work_order.archived": lambda data, _: [("结果", word(data["end"], "end"))],
}
ALARMS = frozenset(
    {
        "part.lapsed",
        "extension.lapsed",
        "work_order.suspended",
        "work_order.lapsed",
        "work_order.returned",
        "work_order.sent_back",
        "work_order.reopened",
    }
)


def steps(facts: Sequence[Fact], tell: Teller) -> list[Step]:
    """The steps, oldest first; notes without a value are left out."""
    return [_step(fact, tell) for fact in facts if fact.type not in UNTOLD]


def _step(fact: Fact, tell: Teller) -> Step:
    told = NOTES.get(fact.type)
    notes = [(name, value) for name, value in told(fact.data, tell) if value] if told else []
    what = STEP.get(fact.type, fact.type)
    round_ = fact.data.get("round", 1)
    what = f"{what}（第 {round_} 轮）" if fact.type == "work_order.reopened" else what
    return Step(fact.time, what, who(fact.actor, tell), fact.type in ALARMS, notes)


def who(actor: Actor, tell: Teller) -> str:
    """Unit and account, as far as they are people."""
    if actor.account.startswith("system:"):
        return "系统"
    parts = (tell.unit(actor.unit) if actor.unit else "", actor.post, actor.account)
    return " · ".join(part for part in parts if part)
