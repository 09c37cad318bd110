"""The story, continued: what is told of time, urgency, parts and extensions."""

from collections.abc import Callable, Mapping
from typing import Any

from services.routing.web.teller import Notes, Teller
from services.routing.web.words import MEASURES
from shared.kernel.times import unstamp
from shared.web.display import when
from shared.web.words import CORRECTED, word

UNTOLD = frozenset(
    {
        *("work_order.noted", "work_order.extension_requested", "work_order.extension_refused"),
        *("work_order.extension_dropped", "work_order.supported", "work_order.parts_released"),
        *("part.extension_requested", "part.extension_refused", "part.extension_dropped", "extension.granted"),
    }
)
"""What another aggregate tells at the same moment."""


def _due(data: Mapping[str, Any]) -> Notes:
    return [(f"{word(one['duty'], 'duty')}时限", when(unstamp(one["due_at"]))) for one in data["duties"]]


def _requested(data: Mapping[str, Any], tell: Teller) -> Notes:
    asked = f"{data['amount']} {MEASURES.get(data['measure'], data['measure'])}"
    said = [("单位", tell.unit(data["unit"])), ("申请延长", asked), ("原定时限", when(unstamp(data["due_at"])))]
    return [*said, ("第几次", str(data["number"])), ("理由", tell.eyes(data["reason"]))]


def _extended(data: Mapping[str, Any], tell: Teller) -> Notes:
    agreed = [("来源平台", "同意" if data["source_agreed"] else "")] if "source_agreed" in data else []
    return [("单位", tell.unit(data["unit"])), *_due(data), *agreed]


def _why(data: Mapping[str, Any], tell: Teller) -> Notes:
    return [("单位", tell.unit(data["unit"])), ("理由", tell.eyes(data.get("reason")))]


def _suspended(data: Mapping[str, Any], tell: Teller) -> Notes:
    return [("下次复核", when(unstamp(data["review_at"]))), ("理由", tell.eyes(data["reason"]))]


def _assigned(data: Mapping[str, Any], tell: Teller) -> Notes:
    return [("协办单位", tell.unit(data["unit"])), *_due(data), ("事项", tell.eyes(data["task"]))]


def _delivered(data: Mapping[str, Any], tell: Teller) -> Notes:
    return [("协办单位", tell.unit(data["unit"])), ("意见", tell.eyes(data["answer"]))]


def _lapsed(data: Mapping[str, Any], tell: Teller) -> Notes:
    return [("逾期", word(data["duty"], "duty")), ("单位", tell.unit(data["unit"]))]


def _urgency(data: Mapping[str, Any], tell: Teller) -> Notes:
    said = "紧急" if data["urgent"] else "不紧急"
    return [("标为", said), ("理由", tell.eyes(data["reason"])), *_due(data)]


def _drafted(data: Mapping[str, Any], tell: Teller) -> Notes:
    return [("办理情况", tell.eyes(data["internal"])), ("公开答复", tell.eyes(data["public"]))]


def _corrected(data: Mapping[str, Any], tell: Teller) -> Notes:
    value = word(data["clear"], "kind") if data["field"] == "kind" else tell.eyes(data["value"])
    return [("更正", CORRECTED.get(data["field"], data["field"])), ("改为", value or "（不显示）")]


def _recomputed(data: Mapping[str, Any], tell: Teller) -> Notes:
    before = [(f"原{word(one['duty'], 'duty')}时限", when(unstamp(one["due_at"]))) for one in data["before"]]
    return [*before, *_due(data), ("理由", tell.eyes(data["reason"]))]


NOTES_BESIDE: Mapping[str, Callable[[Mapping[str, Any], Teller], Notes]] = {
    "work_order.extended": _extended,
    "work_order.suspended": _suspended,
    "work_order.resumed": lambda data, _: _due(data),
    "work_order.drafted": _drafted,
    "work_order.urgency_marked": _urgency,
    "work_order.asker_corrected": _corrected,
    "work_order.recomputed": _recomputed,
    "extension.requested": _requested,
    "extension.refused": _why,
    "extension.dropped": _why,
    "extension.lapsed": _lapsed,
    "part.assigned": _assigned,
    "part.signed": _why,
    "part.delivered": _delivered,
    "part.excused": _why,
    "part.released": _why,
    "part.extended": _extended,
    "part.lapsed": _lapsed,
}
