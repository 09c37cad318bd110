"""The attempts of one delivery, as its own entries tell them."""

from collections.abc import Sequence
from typing import Any

from services.notify.readmodels.deliveries import Row
from services.notify.web.words import CHANNELS, CODES, said
from shared.eventlog.fact import Fact, fact_of
from shared.house.house import House
from shared.kernel.times import unstamp
from shared.web.display import when


def steps(house: House, row: Row) -> Sequence[dict[str, Any]]:
    """Planned, then every attempt, oldest first, for `ui.timeline`."""
    told = [step(fact_of(entry.body)) for entry in house.log.stream(row["id"])]
    return [_step(row["planned_at"], "准备通知"), *told]


def step(fact: Fact) -> dict[str, Any]:
    """One attempt."""
    data = fact.data
    count = f"第 {data['attempt']} 次，{said(data['channel'], CHANNELS)}"
    if fact.type == "delivery.sent":
        return _step(fact.time, f"已发出（{count}）")
    notes = [("原因", said(data["code"], CODES))]
    if fact.type == "delivery.failed":
        notes.append(("再试", when(unstamp(data["retry_at"]))))
        return _step(fact.time, f"没有发出（{count}）", notes)
    return _step(fact.time, f"不再发送（{count}）", notes, alarm=True)


def _step(at: Any, what: str, notes: Any = (), *, alarm: bool = False) -> dict[str, Any]:
    return {"at": at, "what": what, "who": "", "service": "", "alarm": alarm, "notes": notes}
