"""What leaders, meetings and transfers are about on the page of a case: how each stands, its story, what to do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.routing.domain import escalation, instruction, meeting, transfer
from services.routing.readmodels.matters.query import Matter, numbers_of, of_subject
from services.routing.readmodels.work_orders.query import Order
from services.routing.web.leading.offering import offers
from services.routing.web.seeing import OPEN_PERSONAL, Eyes, is_closed, scope
from services.routing.web.story import Step, who
from services.routing.web.teller import Notes, Teller
from shared.eventlog.fact import Fact, fact_of
from shared.house.house import House
from shared.kernel.times import unstamp
from shared.web.ask import Ask
from shared.web.display import when
from shared.web.words import word

PURPOSE = "page.leading"
OPENS = (OPEN_PERSONAL, "instructions.read")
"""Officials' words on how a case is handled: also for leaders, who do not read the asker's personal data."""
AROUND = (transfer, instruction, meeting, escalation)
ALARMS = frozenset({"transfer.lapsed", "transfer.refused", "instruction.lapsed", "meeting.lapsed", "escalation.lapsed"})


def facts_around(house: House, subject: str) -> list[Fact]:
    """Everything said about transfers, instructions, meetings and escalations of a case, in order."""
    entries = [entry for one in AROUND for entry in house.log.stream(one.stream_of(subject))]
    return sorted((fact_of(entry.body) for entry in entries), key=lambda fact: fact.position)


def panel(order: Order, ask: Ask) -> Mapping[str, Any]:
    """`matters` with their tasks, `steps`, `offers`: all of a case that one may see, of another only what concerns one."""
    found = matters_for(order, ask)
    facts = _facts_for(order, found, ask)
    tell = Teller(Eyes(ask, order.case_no, PURPOSE, facts, OPENS), ask.service.rulebook.current)
    return {
        "matters": [shown(one, tell) for one in found],
        "steps": [_step(fact, tell) for fact in facts],
        "offers": offers(order, found, ask),
    }


def matters_for(order: Order, ask: Ask) -> list[Matter]:
    """The matters of the case that the asker may know of."""
    found = of_subject(ask.service.engine, order.case_no)
    if scope(ask).sees(order.unit):
        return found
    concerned = numbers_of(ask.service.engine, order.case_no, ask.who.unit)
    return [one for one in found if (one.kind, one.number) in concerned]


def _facts_for(order: Order, found: Sequence[Matter], ask: Ask) -> list[Fact]:
    """Their facts; what another unit reports on the same instruction is not for a unit that does not have the case."""
    if not found:
        return []
    facts = facts_around(ask.service, order.case_no)
    if scope(ask).sees(order.unit):
        return facts
    known = {(one.kind, one.number) for one in found}
    return [
        fact
        for fact in facts
        if (fact.type.partition(".")[0], fact.data.get("number")) in known
        and (fact.type != "instruction.reported" or fact.data["unit"] == ask.who.unit)
    ]


def shown(one: Matter, tell: Teller) -> Mapping[str, Any]:
    """One matter as a row."""
    tasks = [
        {"what": task_name(task.duty), "unit": tell.unit(task.unit), "task": task}
        for task in one.duties
        if one.open or task.done_at
    ]
    return {"matter": one, "title": title(one), "state": word(one.state, "matter"), "tasks": tasks}


def task_name(duty: str) -> str:
    """`decision/2` is the second decision; of others the number or unit is told beside."""
    name, _, which = duty.partition("/")
    return f"第 {which} 条议定事项" if name == "decision" else word(name, "duty")


def title(one: Matter) -> str:
    """What it is."""
    names: Mapping[str, Callable[[], str]] = {
        "transfer": lambda: f"转送 {one.what}",
        "instruction": lambda: "领导批示",
        "meeting": lambda: word(one.what, "meeting"),
        "escalation": lambda: f"上报{word(one.what, 'meeting')}",
    }
    return names[one.kind]()


def _step(fact: Fact, tell: Teller) -> Step:
    notes = [(name, value) for name, value in _notes(fact.data, tell) if value]
    return Step(fact.time, word(fact.type, "step"), who(fact.actor, tell), fact.type in ALARMS, notes)


UNITS = {"addressees": "承办单位", "units": "参加单位", "present": "到会单位"}
PLAIN = {"to_name": "接收单位", "place": "地点"}
WORDS = {
    "text": "内容",
    "reason": "理由",
    "note": "情况",
    "agenda": "议题",
    "minutes": "纪要",
    "proposal": "情况和建议",
    "decision": "批复",
}


def _notes(data: Mapping[str, Any], tell: Teller) -> Notes:
    notes: list[tuple[str, str | None]] = []
    if "kind" in data:
        notes.append(("会议", word(data["kind"], "meeting")))
    if "at" in data:
        notes.append(("时间", when(unstamp(data["at"]))))
    if "due_at" in data:
        notes.append(("期限", when(unstamp(data["due_at"]))))
    if "duty" in data:
        notes += [("逾期", word(data["duty"], "duty")), ("单位", tell.unit(data["unit"]))]
    notes += [(label, data[name]) for name, label in PLAIN.items() if name in data]
    notes += [(label, "、".join(map(tell.unit, data[name]))) for name, label in UNITS.items() if name in data]
    notes += [(label, tell.eyes(data[name])) for name, label in WORDS.items() if is_closed(data.get(name))]
    return [*notes, *_decisions(data.get("decisions", ()), tell)]


def _decisions(decisions: Sequence[Mapping[str, Any]], tell: Teller) -> Notes:
    return [
        (
            f"议定 {one['number']}",
            f"{tell.unit(one['unit'])}：{tell.eyes(one['text'])}（{when(unstamp(one['due_at']))} 前）",
        )
        for one in decisions
    ]
