"""Where several of one stream owe the same by different times: each ends as other duties do, met or lapsed.

Explanations of cards by ground, reports by instruction and addressee, minutes and decisions by meeting.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from shared.eventlog.fact import Fact
from shared.kernel.times import unstamp
from tests.simulation.invariants.duties import SEVERAL
from tests.simulation.invariants.record import Record

Key = tuple[Any, ...]
EXPLAIN, REPORT, MINUTES, DECISION = "explain", "report_instruction", "record_meeting", "decision"


def whatever_several_owe_is_met_or_lapsed(record: Record) -> Iterator[str]:
    """Read from the events of each stream of such an aggregate."""
    for facts in record.streams.values():
        if facts[0].type.startswith(SEVERAL):
            yield from _account(facts)


def _account(facts: list[Fact]) -> Iterator[str]:
    running: dict[Key, datetime] = {}
    since = None
    for fact in facts:
        if fact.type.endswith(".lapsed"):
            due_at = running.pop(_lapsed(fact.data), None)
            if due_at is None or due_at != fact.time:
                yield f"{fact.type} {fact.data} of {fact.subject} at {fact.time}: it was due {due_at}"
            continue
        for what, due_at in running.items():
            if due_at < fact.time != since:
                yield f"{fact.type} at {fact.time} of {fact.subject} came before the lapse of {what}, due {due_at}"
        _meet(running, fact)
        if owed := _owed(fact):
            running, since = running | owed, fact.time
    for what, due_at in running.items():
        yield f"{what} of {facts[-1].subject} was due {due_at} and neither met nor lapsed"


def _owed(fact: Fact) -> dict[Key, datetime]:
    data = fact.data
    if fact.type == "meeting.held":
        return {(DECISION, data["number"], one["number"]): unstamp(one["due_at"]) for one in data["decisions"]}
    duties = [(one["unit"], unstamp(one["due_at"])) for one in data.get("duties", ())]
    match fact.type:
        case "card.issued":
            return {(EXPLAIN, data["ground"]): duties[0][1]} if duties else {}
        case "instruction.given":
            return {(REPORT, data["number"], unit): due_at for unit, due_at in duties}
        case "meeting.convened":
            return {(MINUTES, data["number"]): duties[0][1]}
        case _:
            return {}


def _meet(running: dict[Key, datetime], fact: Fact) -> None:
    data = fact.data
    match fact.type:
        case "card.explained" | "card.withdrawn":
            running.pop((EXPLAIN, data["ground"]), None)
        case "instruction.reported":
            running.pop((REPORT, data["number"], data["unit"]), None)
        case "instruction.done":
            for key in [key for key in running if key[1] == data["number"]]:
                del running[key]
        case "meeting.held" | "meeting.cancelled":
            running.pop((MINUTES, data["number"]), None)
        case "meeting.decision_done":
            running.pop((DECISION, data["number"], data["decision"]), None)


def _lapsed(data: Mapping[str, Any]) -> Key:
    match data["duty"]:
        case "explain":
            return EXPLAIN, data["ground"]
        case "report_instruction":
            return REPORT, data["number"], data["unit"]
        case "record_meeting":
            return MINUTES, data["number"]
        case duty:
            return duty, data["number"], data["decision"]
