"""The meetings about a case, and what each event makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.routing.domain.late import without
from services.routing.domain.meeting.events import Cancelled, Convened, DecisionDone, Event, Held, Lapsed
from shared.kernel.duty import Duty

RECORD, DECISION = "record_meeting", "decision"


@dataclass(frozen=True, slots=True)
class Task:
    """A decision: who must carry it out by when; `lapsed`: that was said."""

    unit: str
    due_at: datetime
    done: bool = False
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """One of them: convened, then `held` or `cancelled`; `tasks` by the number of the decision."""

    unit: str = ""
    kind: str = ""
    units: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    at: datetime | None = None
    held: bool = False
    cancelled: bool = False
    tasks: Mapping[int, Task] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meetings:
    """All meetings about a case, by number from 1."""

    all: Mapping[int, Meeting] = field(default_factory=dict)


def evolve(state: Meetings, event: Event) -> Meetings:
    """The meetings after the event."""
    if isinstance(event, Convened):
        meeting = Meeting(event.unit, event.kind, event.units, event.duties, event.at)
    else:
        meeting = _changed(state.all.get(event.number, Meeting()), event)
    return Meetings({**state.all, event.number: meeting})


def _changed(one: Meeting, event: Held | DecisionDone | Cancelled | Lapsed) -> Meeting:
    match event:
        case Held(decisions=decisions):
            return replace(
                one, held=True, duties=(), tasks={each.number: Task(each.unit, each.due_at) for each in decisions}
            )
        case DecisionDone(decision=number):
            return _with(one, number, done=True)
        case Lapsed(decision=0, unit=unit):
            return replace(one, duties=without(one.duties, RECORD, unit))
        case Lapsed(decision=number):
            return _with(one, number, lapsed=True)
        case _:
            return replace(one, cancelled=True, duties=())


def _with(one: Meeting, number: int, *, done: bool = False, lapsed: bool = False) -> Meeting:
    task = one.tasks.get(number)
    if task is None:
        return one
    changed = replace(task, done=task.done or done, lapsed=task.lapsed or lapsed)
    return replace(one, tasks={**one.tasks, number: changed})
