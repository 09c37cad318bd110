"""What decisions about a unit's extensions need to know, and what each event makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from services.routing.domain.extension import events as said
from shared.kernel.duty import Duty


class State(StrEnum):
    """Of the latest request."""

    NONE = "none"
    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Extension:
    """`number` counts the requests of `round`, `granted` those granted; `duties` is the desk's while one waits."""

    state: State = State.NONE
    round: int = 0
    number: int = 0
    granted: int = 0
    amount: int = 0
    measure: str = ""
    duties: tuple[Duty, ...] = ()

    def in_round(self, round: int) -> "Extension":
        """As it stands at this round: a new round begins to count anew."""
        return self if round == self.round else Extension(round=round)


def _requested(before: Extension, event: said.Requested) -> Extension:
    return replace(
        before.in_round(event.round),
        state=State.REQUESTED,
        number=event.number,
        amount=event.amount,
        measure=event.measure,
        duties=event.duties,
    )


def _granted(before: Extension, _: said.Granted) -> Extension:
    return replace(before, state=State.GRANTED, granted=before.granted + 1, duties=())


def _refused(before: Extension, _: said.Refused) -> Extension:
    return replace(before, state=State.REFUSED, duties=())


def _dropped(before: Extension, _: said.Dropped) -> Extension:
    return replace(before, state=State.DROPPED, duties=())


def _lapsed(before: Extension, _: said.Lapsed) -> Extension:
    return replace(before, duties=())


EVOLVE: Mapping[type, Callable[[Extension, Any], Extension]] = {
    said.Requested: _requested,
    said.Granted: _granted,
    said.Refused: _refused,
    said.Dropped: _dropped,
    said.Lapsed: _lapsed,
}


def evolve(before: Extension, event: said.Event) -> Extension:
    """The extension after the event."""
    return EVOLVE[type(event)](before, event)
