"""What decisions about a supporting part need to know, and what each event makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from services.routing.domain.part import events as said
from shared.kernel.duty import Duty


class State(StrEnum):
    """Where the part stands."""

    UNKNOWN = "unknown"
    ASSIGNED = "assigned"
    SIGNED = "signed"
    DELIVERED = "delivered"
    EXCUSED = "excused"
    RELEASED = "released"


RUNNING = frozenset({State.ASSIGNED, State.SIGNED})


@dataclass(frozen=True, slots=True)
class Part:
    """`due_at` is when delivery is (or was) due; `asked` the amount of time asked for and not yet settled, or 0."""

    state: State = State.UNKNOWN
    lead: str = ""
    duties: tuple[Duty, ...] = ()
    due_at: datetime | None = None
    asked: int = 0
    assigned_at: datetime | None = None

    def without(self, *duties: str) -> tuple[Duty, ...]:
        """The running duties but these."""
        return tuple(one for one in self.duties if one.duty not in duties)


def _due(duties: tuple[Duty, ...]) -> datetime | None:
    return next((one.due_at for one in duties if one.duty == "deliver"), None)


def _assigned(_: Part, event: said.Assigned) -> Part:
    return Part(State.ASSIGNED, event.lead, event.duties, _due(event.duties), assigned_at=event.assigned_at)


def _signed(part: Part, _: said.Signed) -> Part:
    return replace(part, state=State.SIGNED, duties=part.without("sign"))


def _ended(state: State) -> Callable[[Part, Any], Part]:
    return lambda part, _: replace(part, state=state, duties=())


def _asked(part: Part, event: said.ExtensionRequested) -> Part:
    return replace(part, asked=event.amount)


def _extended(part: Part, event: said.Extended) -> Part:
    return replace(part, asked=0, duties=(*part.without("deliver"), *event.duties), due_at=_due(event.duties))


def _settled(part: Part, _: said.Event) -> Part:
    return replace(part, asked=0)


def _lapsed(part: Part, event: said.Lapsed) -> Part:
    return replace(part, duties=part.without(event.duty))


EVOLVE: Mapping[type, Callable[[Part, Any], Part]] = {
    said.Assigned: _assigned,
    said.Signed: _signed,
    said.Delivered: _ended(State.DELIVERED),
    said.Excused: _ended(State.EXCUSED),
    said.Released: _ended(State.RELEASED),
    said.ExtensionRequested: _asked,
    said.Extended: _extended,
    said.ExtensionRefused: _settled,
    said.ExtensionDropped: _settled,
    said.Lapsed: _lapsed,
}


def evolve(part: Part, event: said.Event) -> Part:
    """The part after the event."""
    return EVOLVE[type(event)](part, event)
