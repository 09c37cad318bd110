"""The story of a case: every entry of every service, for machines and for people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.ledger.readmodels.cases.apply import READINGS
from services.ledger.web.fields import is_closed, notes
from services.ledger.web.words import ALARMS
from shared.eventlog.fact import Fact
from shared.kernel.actor import Actor
from shared.kernel.times import stamp
from shared.rules.rules import Rules
from shared.web.display import when
from shared.web.steps import STEPS
from shared.web.words import word

CLOSED = "‹closed›"
READ_AUDIT = "audit.read"
SERVICES = ("intake", "routing", "supervision", "notify", "identity", "ledger")


@dataclass(frozen=True, slots=True)
class Step:
    """One entry as the timeline shows it."""

    at: datetime
    what: str
    who: str
    service: str
    alarm: bool
    notes: Sequence[tuple[str, str]]
    recorded_at: datetime


def in_order(facts: Iterable[Fact], *, readings: bool) -> list[Fact]:
    """As it happened. Who read personal data is told to auditors alone: it would warn whom a reading concerns."""
    told = [fact for fact in facts if readings or fact.type not in READINGS]
    return sorted(told, key=lambda fact: (fact.time, fact.recorded_at, _place(fact.service), fact.position))


def _place(service: str) -> int:
    return SERVICES.index(service) if service in SERVICES else len(SERVICES)


def changed(value: Any) -> Any:
    """The same data with every closed field as ‹closed›."""
    if is_closed(value):
        return CLOSED
    if isinstance(value, Mapping):
        return {name: changed(item) for name, item in value.items()}
    if isinstance(value, list):
        return [changed(item) for item in value]
    return value


def document(fact: Fact) -> dict[str, Any]:
    """An entry in the API: `time` when it happened, `recorded_at` when it was written."""
    return {
        "time": stamp(fact.time),
        "recorded_at": stamp(fact.recorded_at),
        "service": fact.service,
        "type": fact.type,
        "actor": fact.actor.account,
        "unit": fact.actor.unit or None,
        "changed": changed(fact.data),
    }


def steps(facts: Iterable[Fact], rules: Rules) -> list[Step]:
    """For people, in Chinese."""
    return [_step(fact, rules) for fact in facts]


def grouped(told: Sequence[Step]) -> list[list[Step]]:
    """Steps one by one, but runs of notices without alarm together: they are many, and rarely what one looks for."""
    groups: list[list[Step]] = []
    for step in told:
        if groups and _quiet(step) and _quiet(groups[-1][-1]):
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


def _quiet(step: Step) -> bool:
    return step.service == "notify" and not step.alarm


def _step(fact: Fact, rules: Rules) -> Step:
    told = notes(fact, rules)
    if when(fact.time) != when(fact.recorded_at):
        told = [*told, ("记录时间", when(fact.recorded_at))]
    what = STEPS.get(fact.type, fact.type)
    return Step(fact.time, what, who(fact.actor, rules), fact.service, fact.type in ALARMS, told, fact.recorded_at)


def who(actor: Actor, rules: Rules) -> str:
    """Unit, post and account; a feed by its name; nothing for timers and reactions."""
    kind, _, name = actor.account.partition(":")
    if kind == "system":
        return ""
    if kind == "feed":
        return f"{word(name, 'channel')}接入"
    if actor.account == "asker":
        return "诉求人"
    unit = rules.units.get(actor.unit)
    parts = (unit.short if unit else actor.unit, actor.post, actor.account)
    return " · ".join(part for part in parts if part)
