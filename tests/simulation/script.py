"""A script: what people did in an undisturbed history, what they saw when they did it, and what came of it.

People act in bursts. Bursts lie clear of every due time, so that a few minutes more or less decide nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from services.intake.domain.appeal.state import Reply
from services.routing.domain.work_order import stream_of
from services.supervision.domain.callback.state import Reply as Answered
from shared.kernel.numbering import stream_id
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import Act
from tests.simulation.people.menu import choose
from tests.simulation.rules import CASEWORK
from tests.simulation.town import Outcome, Town

CLEAR = timedelta(minutes=12)
NUDGE = timedelta(minutes=7)
PAUSES = (1, 1, 3, 4, 20, 26, 70)
"""Hours between two bursts, at least."""
IN_A_BURST = (1, 2, 2, 4, 6)
Seen = tuple[str, ...]

COMMUTING = {
    *("work_order.supplemented", "work_order.urged", "work_order.ask_answered", "work_order.lapsed"),
    *("appeal.lapsed", "appeal.ask_lapsed", "appeal.ask_answered", "callback.lapsed", "callback.source_answered"),
}
"""What may come before or after anything a person does: no decision of theirs depends on it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One act, done twice by mistake or not; what was seen of its case before, and what came of it."""

    act: Act
    twice: bool
    seen: Seen
    outcome: Outcome | None


@dataclass(slots=True)
class Burst:
    """Acts that follow each other within seconds."""

    at: datetime
    lines: list[Line] = field(default_factory=list)


Script = list[Burst]


def record(town: Town, rng: Random, acts: int, cases: int) -> Script:
    """Play undisturbed: everything is heard before the next act. Timers run when they like."""
    script: Script = []
    while acts > 0:
        town.clock.forward(_clear(town, town.clock() + timedelta(hours=rng.choice(PAUSES))))
        script.append(Burst(town.clock()))
        if rng.random() < 0.5:
            _timers(town)
        for _ in range(rng.choice(IN_A_BURST)):
            script[-1].lines.append(_line(town, choose(town, rng, cases), rng.random() < 0.05))
            town.clock.pass_by(timedelta(seconds=2))
            acts -= 1
    return script


def repeat(town: Town, script: Script, timers: bool) -> None:
    """Play it again undisturbed, with timers running before each burst or not at all."""
    for burst in script:
        town.clock.forward(burst.at)
        if timers:
            _timers(town)
        for line in burst.lines:
            town.act(line.act, line.twice)
            town.deliver()
            town.clock.pass_by(timedelta(seconds=2))


def _line(town: Town, act: Act, twice: bool) -> Line:
    seen = seen_of(town, act)
    outcome = town.act(act, twice)
    town.deliver()
    return Line(act, twice, seen, outcome)


def _timers(town: Town) -> None:
    for service in CASEWORK:
        town.fire(service)
    town.deliver()


def seen_of(town: Town, act: Act) -> Seen:
    """What the log of the service that is told says about the case: the types, but for those that commute."""
    service = act.service
    entries = town.nodes[service].log.streams.get(_stream(town, service, act.case), ())
    return tuple(sorted(entry.type for entry in entries if entry.type not in COMMUTING))


def _stream(town: Town, service: str, case: Case) -> str:
    if service == "intake":
        return case.stream
    number = town.case_no(case)
    return stream_of(number) if service == "routing" else stream_id("callback", number)


def _clear(town: Town, at: datetime) -> datetime:
    """The first time from `at` on that is not close to anything due."""
    due = list(_due_times(town))
    while any(abs(at - due_at) < CLEAR for due_at in due):
        at += NUDGE
    return at


def _due_times(town: Town) -> Iterator[datetime]:
    for case in town.cases:
        appeal, order, callback = town.appeal(case), town.order(case), town.callback(case)
        duties = (*appeal.duties, *order.duties, *order.asleep, *order.put_by, *callback.duties)
        yield from (duty.due_at for duty in duties)
        yield from (ask.due_at for ask in appeal.asks if ask.reply is Reply.OPEN)
        yield from (ask.due_at for ask in callback.asks if ask.reply is Answered.OPEN)
        if order.return_by is not None:
            yield order.return_by
        if callback.noted is not None:
            yield callback.noted.due_at
