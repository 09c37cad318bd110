"""The attempts of one delivery, as its own entries tell them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.notify.readmodels.deliveries import Row
from services.notify.web.words import CHANNELS, CODES, RECEIPTS, said
from shared.eventlog.fact import Fact, fact_of
from shared.house.house import House
from shared.kernel.times import unstamp
from shared.web.display import when


def steps(house: House, row: Row) -> Sequence[dict[str, Any]]:
    """Planned, then every attempt, oldest first, for `ui.timeline`."""
    told = [step(fact_of(entry.body)) for entry in house.log.stream(row["id"])]
    return [_step(row["planned_at"], "准备通知"), *told]


def step(fact: Fact) -> dict[str, Any]:
    """One entry of its story."""
    return TELLERS[fact.type](fact) if fact.type in TELLERS else _step(fact.time, fact.type)


def _count(fact: Fact) -> str:
    return f"第 {fact.data['attempt']} 次，{said(fact.data['channel'], CHANNELS)}"


def _why(fact: Fact) -> list[tuple[str, str]]:
    return [("原因", said(fact.data["code"], CODES))]


def _sent(fact: Fact) -> dict[str, Any]:
    if fact.data.get("digest"):
        return _step(fact.time, f"已由汇总通知告知（{said(fact.data['channel'], CHANNELS)}）")
    return _step(fact.time, f"已发出（{_count(fact)}）")


def _failed(fact: Fact) -> dict[str, Any]:
    notes = [*_why(fact), ("再试", when(unstamp(fact.data["retry_at"])))]
    return _step(fact.time, f"没有发出（{_count(fact)}）", notes)


def _receipted(fact: Fact) -> dict[str, Any]:
    outcome = fact.data["outcome"]
    what = f"网关回执：{said(outcome, RECEIPTS)}"
    return _step(fact.time, what, [("时间", when(unstamp(fact.data["happened"])))], alarm=outcome == "failed")


TELLERS: Mapping[str, Callable[[Fact], dict[str, Any]]] = {
    "delivery.begun": lambda fact: _step(fact.time, f"开始发送（{_count(fact)}）"),
    "delivery.sent": _sent,
    "delivery.failed": _failed,
    "delivery.uncertain": lambda fact: _step(fact.time, f"不能确定是否送到（{_count(fact)}）", _why(fact), alarm=True),
    "delivery.given_up": lambda fact: _step(fact.time, f"不再发送（{_count(fact)}）", _why(fact), alarm=True),
    "delivery.renewed": lambda fact: _by(fact, "安排重新发送"),
    "delivery.confirmed": lambda fact: _by(fact, "核实已收到，或已用其他方式告知"),
    "delivery.gathered": lambda fact: _step(fact.time, "并入汇总通知"),
    "delivery.released": lambda fact: _step(fact.time, "汇总通知没有送到，改为单独发送", _why(fact)),
    "delivery.receipted": _receipted,
}


def _by(fact: Fact, what: str) -> dict[str, Any]:
    return {**_step(fact.time, what), "who": fact.actor.account}


def _step(at: Any, what: str, notes: Any = (), *, alarm: bool = False) -> dict[str, Any]:
    return {"at": at, "what": what, "who": "", "service": "", "alarm": alarm, "notes": notes}
