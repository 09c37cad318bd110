"""A supporting unit's part: assigned, signed, delivered, or excused by the lead. Before any deed its lapses."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import Any

from services.routing.domain.extending import extended
from services.routing.domain.part import commands as told
from services.routing.domain.part import events as said
from services.routing.domain.part.state import RUNNING, Part, State, evolve
from services.routing.domain.who import by_desk, by_unit, is_system
from shared.kernel.duty import Duty
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key

REASON: Mapping[State, str] = {
    State.UNKNOWN: "part.unknown",
    State.ASSIGNED: "part.not_signed",
    State.SIGNED: "part.not_delivered",
    State.DELIVERED: "part.delivered",
    State.EXCUSED: "part.excused",
    State.RELEASED: "part.released",
}
"""Why a deed is not possible now: the state says it."""


def in_state(part: Part, *states: State) -> None:
    """Rejected with the code of the part's state unless it is one of these."""
    if part.state not in states:
        raise Rejected(REASON[part.state])


def assign(command: told.AssignPart, part: Part) -> Sequence[said.Event]:
    """By the lead or the desk; again after it was released. A part that runs or ran says nothing."""
    if command.moment.by.unit != command.lead:
        by_desk(command.moment, "part", "dispatch")
    if part.state not in (State.UNKNOWN, State.RELEASED):
        return []
    task = command.task.under(case_key(command.case_no)) if command.task else None
    duties = tuple(_duty(name, command) for name in ("sign", "deliver"))
    return [said.Assigned(command.round, command.unit, command.lead, task, command.moment.at, duties)]


def _duty(name: str, command: told.AssignPart) -> Duty:
    rules = command.moment.rules
    return rules.duty(name, command.unit, command.moment.at, rules.limit_for(name, command.urgent))


def sign(command: told.SignPart, part: Part) -> Sequence[said.Event]:
    by_unit(command.unit, command.moment, "part")
    if part.state is State.SIGNED:
        return []
    in_state(part, State.ASSIGNED)
    return [said.Signed(command.round, command.unit)]


def deliver(command: told.DeliverPart, part: Part) -> Sequence[said.Event]:
    by_unit(command.unit, command.moment, "part")
    in_state(part, State.SIGNED)
    if not command.answer.value.strip():
        raise Rejected("part.empty_answer")
    answer = command.answer.under(case_key(command.case_no))
    return [said.Delivered(command.round, command.unit, answer, command.moment.by.account), *_dropped(command, part)]


def excuse(command: told.ExcusePart, part: Part) -> Sequence[said.Event]:
    """By the lead alone."""
    if part.lead and command.moment.by.unit != part.lead and not is_system(command.moment.by):
        raise Rejected("part.not_the_lead")
    in_state(part, *RUNNING)
    if not command.reason.value.strip():
        raise Rejected("part.no_reason")
    reason = command.reason.under(case_key(command.case_no))
    return [said.Excused(command.round, command.unit, part.lead, reason), *_dropped(command, part)]


def require(command: told.RequirePart, part: Part) -> Sequence[said.Event]:
    if part.state in RUNNING:
        unit = command.moment.rules.units.get(command.unit)
        raise Rejected("part.missing", unit=unit.short if unit else command.unit)
    return []


def ask_time(command: told.AskPartTime, part: Part) -> Sequence[said.Event]:
    """While it runs, before delivery is due."""
    by_unit(command.unit, command.moment, "part")
    in_state(part, *RUNNING)
    if part.asked:
        raise Rejected("extension.pending")
    if not any(one.duty == "deliver" for one in part.duties):
        raise Rejected("extension.too_late")
    if command.due_at != part.due_at:
        raise Rejected("extension.other_due_time")
    return [said.ExtensionRequested(command.round, command.unit, command.amount)]


def settle_time(command: told.SettlePartTime, part: Part) -> Sequence[said.Event]:
    by_desk(command.moment, "extension", "dispatch")
    if not part.asked or part.due_at is None:
        raise Rejected("extension.not_requested")
    if not command.granted:
        return [said.ExtensionRefused(command.round, command.unit)]
    duty = extended("deliver", command.unit, part.due_at, part.asked, None, command.moment)
    return [said.Extended(command.round, command.unit, (duty,))]


def release(command: told.ReleasePart, part: Part) -> Sequence[said.Event]:
    """What was assigned again since stays: the order's word may be heard late."""
    if part.state not in RUNNING or part.assigned_at is None or part.assigned_at > command.over_at:
        return []
    return [said.Released(command.round, command.unit), *_dropped(command, part)]


def _dropped(command: told.Command, part: Part) -> Sequence[said.Event]:
    return [said.ExtensionDropped(command.round, command.unit)] if part.asked else []


DEEDS: Mapping[type, Callable[[Any, Part], Sequence[said.Event]]] = {
    told.AssignPart: assign,
    told.SignPart: sign,
    told.DeliverPart: deliver,
    told.ExcusePart: excuse,
    told.RequirePart: require,
    told.AskPartTime: ask_time,
    told.SettlePartTime: settle_time,
    told.ReleasePart: release,
}


def lapses(command: told.Command, part: Part, at: datetime) -> list[said.Lapsed]:
    """The running duties that were due before `at`, the earliest first."""
    late = sorted((one for one in part.duties if one.due_at < at), key=lambda one: (one.due_at, one.duty))
    return [said.Lapsed(command.round, one.duty, one.unit, one.due_at) for one in late]


def decide(command: told.Command, part: Part) -> Sequence[said.Event]:
    """The events of the command, after the lapses of duties due before its moment; Rejected if it may not be."""
    late = lapses(command, part, command.moment.at)
    if isinstance(command, told.LapsePart):
        return late
    deeds = DEEDS[type(command)](command, reduce(evolve, late, part))
    return [*late, *deeds] if deeds else []
