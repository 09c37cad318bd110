"""A common need: like cases gathered, led by a leader, answered once, and every asker told by their own case."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

from services.routing.domain.common_need.commands import (
    AnswerNeed,
    CloseNeed,
    Command,
    Gather,
    Join,
    LapseNeed,
    Lead,
    Leave,
    Lose,
)
from services.routing.domain.common_need.events import Answered, Closed, Event, Gathered, Joined, Lapsed, Led, Left
from services.routing.domain.common_need.state import CommonNeed, Phase, evolve
from services.routing.domain.late import is_desk, is_system, overdue, written
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key
from shared.rules.moment import Moment

FEWEST = 2
LEAD, ANSWER = "lead_common_need", "answer_common_need"


def decide(command: Command, need: CommonNeed) -> Sequence[Event]:
    """The events of the command after the lapses that its time has passed; Rejected if it may not be."""
    late = [Lapsed(1, one.duty, one.unit, one.due_at) for one in overdue(need.duties, command.moment.at)]
    if isinstance(command, LapseNeed):
        return late
    deeds: Sequence[Event] = DEEDS[type(command)](command, reduce(evolve, late, need))
    return [*late, *deeds] if deeds else []


def gather(command: Gather, need: CommonNeed) -> Sequence[Event]:
    """The same again says nothing; with other cases it is refused, for theirs go with it as one unit."""
    _by_desk(command.moment)
    members = tuple(dict.fromkeys(command.members))
    if need.phase is not Phase.UNKNOWN:
        if not set(members) <= set(need.members):
            raise Rejected("common_need.other_cases")
        return []
    if len(members) < FEWEST:
        raise Rejected("common_need.too_few")
    written(command.title, "common_need.no_title")
    item = command.moment.rules.catalogue.get(command.catalogue)
    if item is None:
        raise Rejected("common_need.unknown_catalogue")
    desk = command.moment.rules.desks["dispatch"]
    duties = (command.moment.rules.duty(LEAD, desk, command.moment.at, LEAD),)
    title = command.title.under(case_key(command.need))
    return [Gathered(1, desk, title, command.catalogue, item.level, members, duties)]


def join(command: Join, need: CommonNeed) -> Sequence[Event]:
    _by_desk(command.moment)
    _open(need)
    fresh = tuple(one for one in dict.fromkeys(command.members) if one not in need.members)
    return [Joined(1, command.moment.rules.desks["dispatch"], fresh)] if fresh else []


def leave(command: Leave, need: CommonNeed) -> Sequence[Event]:
    _by_desk(command.moment)
    _open(need)
    written(command.reason, "common_need.no_reason")
    if command.member not in need.members:
        return []
    reason = command.reason.under(case_key(command.need))
    return [Left(1, command.moment.rules.desks["dispatch"], (command.member,), reason)]


def lose(command: Lose, need: CommonNeed) -> Sequence[Event]:
    """Whoever is still a member is told the answer; what was closed with it has had it. One that follows another member
    stays: it is told by that one."""
    if need.phase is Phase.CLOSED or command.member not in need.members or command.leading in need.members:
        return []
    return [Left(1, command.moment.rules.desks["dispatch"], (command.member,), None, command.why)]


def lead(command: Lead, need: CommonNeed) -> Sequence[Event]:
    """Again with others, until it is answered."""
    _in(need, Phase.GATHERED, Phase.LED)
    moment = command.moment
    if command.unit not in moment.rules.units:
        raise Rejected("common_need.unknown_unit", unit=command.unit)
    if not command.leader.strip():
        raise Rejected("common_need.no_leader")
    if (command.leader, command.unit) == (need.leader, need.unit):
        return []
    duty = moment.rules.duty(ANSWER, command.unit, moment.at, ANSWER)
    return [Led(1, command.unit, command.leader.strip(), duty.due_at, (duty,))]


def answer(command: AnswerNeed, need: CommonNeed) -> Sequence[Event]:
    _in(need, Phase.LED, Phase.ANSWERED)
    if command.moment.by.unit != need.unit and not is_system(command.moment.by):
        raise Rejected("common_need.not_yours")
    written(command.public, "common_need.no_answer")
    public = command.public.under(case_key(command.need))
    return [Answered(1, need.unit, public, command.resolved, command.moment.by.account)]


def close(command: CloseNeed, need: CommonNeed) -> Sequence[Event]:
    if need.phase is Phase.CLOSED:
        return []
    _in(need, Phase.ANSWERED)
    if command.moment.by.account != need.leader and not is_desk(command.moment):
        raise Rejected("common_need.not_the_leader")
    assert need.public is not None
    return [Closed(1, need.unit, need.members, need.catalogue, need.level, need.public, need.resolved)]


def _by_desk(moment: Moment) -> None:
    if not is_desk(moment):
        raise Rejected("common_need.not_the_desk")


def _open(need: CommonNeed) -> None:
    _in(need, Phase.GATHERED, Phase.LED, Phase.ANSWERED)


REASON: Mapping[Phase, str] = {
    Phase.UNKNOWN: "common_need.unknown",
    Phase.GATHERED: "common_need.not_led",
    Phase.LED: "common_need.not_answered",
    Phase.ANSWERED: "common_need.answered",
    Phase.CLOSED: "common_need.closed",
}


def _in(need: CommonNeed, *phases: Phase) -> None:
    """Rejected with the code of the phase it is in unless it is one of these."""
    if need.phase not in phases:
        raise Rejected(REASON[need.phase])


DEEDS: Mapping[type, Callable[[Any, CommonNeed], Sequence[Event]]] = {
    Gather: gather,
    Join: join,
    Leave: leave,
    Lose: lose,
    Lead: lead,
    AnswerNeed: answer,
    CloseNeed: close,
}
