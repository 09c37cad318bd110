"""Every lapse is reminded of once, every complaint is one clue, and nobody is told anything twice."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shared.eventlog.fact import Fact
from tests.simulation.invariants.record import Record
from tests.simulation.rules import CASEWORK

Key = tuple[Any, ...]
LAPSE = ("round", "duty", "unit", "due_at")
OURS = "callback.lapsed"
"""Supervision reminds others, not itself."""
TOLD: Mapping[str, str] = {
    "appeal.declined": "asker.declined",
    "work_order.dispatched": "asker.dispatched",
    "work_order.reopened": "asker.reopened",
    "appeal.answered_at_once": "asker.answered",
    "appeal.merged": "asker.merged",
    "work_order.suspended": "asker.suspended",
    "work_order.resumed": "asker.resumed",
    "work_order.extended": "asker.extended",
    "work_order.transferred": "asker.transferred",
    "work_order.closed": "asker.closed",
    "work_order.archived": "asker.archived",
}
"""At each of these turns the asker is told, by this template; a new one is a line."""


def everybody_is_told_once(record: Record) -> Iterator[str]:
    """By what supervision and notify said."""
    lapses = Counter(
        (fact.subject, *(fact.data[part] for part in LAPSE), _which(fact.type, fact.data))
        for service in CASEWORK
        for fact in record.said[service]
        if fact.type.endswith(".lapsed") and fact.type != OURS
    )
    reminders = [one for one in record.about("supervision", "reminder.issued") if one.data["number"] == 1]
    reminded = Counter((one.subject, *(one.data[part] for part in LAPSE), one.data["which"]) for one in reminders)
    if reminded != Counter(lapses.keys()):
        yield f"lapsed {_extra(lapses, reminded)}, reminded of {_extra(reminded, lapses)}"
    yield from _same(
        "complaints and clues", _matters(record, "intake", "complaint."), _matters(record, "supervision", "clue.")
    )
    if "notify" in record.said:
        yield from _deliveries(record)
        yield from _every_asker(record)


def _which(type_: str, data: Mapping[str, Any]) -> str:
    """Of an instruction, meeting, transfer, escalation or letter its number, and of a meeting's decision that one's too."""
    if type_.startswith("letter."):
        return str(data["letter"])
    if type_.partition(".")[0] not in ("instruction", "meeting", "transfer", "escalation"):
        return ""
    return f"{data['number']}.{data['decision']}" if data.get("decision") else str(data["number"])


def _extra(one: Iterable[Key], other: Iterable[Key]) -> list[Key]:
    return sorted(set(one) - set(other))


def _matters(record: Record, service: str, prefix: str) -> list[str]:
    return sorted(fact.data["matter"] for fact in record.said[service] if fact.type.startswith(prefix))


def _same(what: str, one: list[str], other: list[str]) -> Iterator[str]:
    if one != other:
        yield f"{what} differ: {one}, {other}"


def _deliveries(record: Record) -> Iterator[str]:
    """Planned once each, and what was deferred is planned as soon as the recipient is known, if they can be told."""
    planned = record.about("notify", "delivery.planned")
    yield from (f"{one} was planned {times} times" for one, times in _counted(planned) if times > 1)
    yield from (f"{one} was deferred {times} times" for one, times in _counted(_deferred(record)) if times > 1)
    noted = {fact.subject: fact.data for fact in record.about("notify", "recipient.noted")}
    told = {fact.data["delivery"] for fact in planned}
    for fact in _deferred(record):
        whom = noted.get(fact.subject)
        reachable = whom and whom["phone"] is not None and not whom["anonymous"]
        if whom is None or (reachable and fact.data["to"] == "asker" and fact.data["delivery"] not in told):
            yield f"{fact.data['template']} of {fact.subject} was deferred and forgotten"


def _every_asker(record: Record) -> Iterator[str]:
    """Whoever can be reached is told of each turn, once for each time it was said."""
    planned = Counter((one.subject, one.data["template"]) for one in record.about("notify", "delivery.planned"))
    erased = {case for fact in record.about("intake", "asker.shredded") for case in fact.data["cases"]}
    reachable = {
        fact.subject
        for fact in record.about("notify", "recipient.noted")
        if fact.data["phone"] is not None and not fact.data["anonymous"] and fact.subject not in erased
    }
    turns = [fact for service in ("intake", "routing") for fact in record.about(service, *TOLD)]
    said = Counter((fact.subject, _template(fact)) for fact in turns if fact.subject in reachable)
    for (case_no, template), times in said.items():
        if planned[case_no, template] != times:
            yield f"{case_no}: {times} times to be told by {template}, told {planned[case_no, template]} times"


def _template(fact: Fact) -> str:
    """What a common need was answered with is told as such, and so is a transfer that its receiver confirmed."""
    if fact.data.get("end") == "transfer_confirmed":
        return "asker.transfer_confirmed"
    if fact.type == "work_order.closed" and fact.data["common_need"]:
        return "asker.common_closed"
    return TOLD[fact.type]


def _deferred(record: Record) -> list[Fact]:
    return record.about("notify", "delivery.deferred")


def _counted(facts: Iterable[Fact]) -> Iterable[tuple[str, int]]:
    return Counter(fact.data["delivery"] for fact in facts).items()
