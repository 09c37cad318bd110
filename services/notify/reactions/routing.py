"""The asker learns who handles it and what came of it, the unit what it has to do, the source how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.notify.domain.recipient.commands import ASKER, SOURCE, UNIT, Command
from services.notify.reactions.planning import tell
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Private
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Due:
    """The little of a duty that a unit is told."""

    duty: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Handed:
    """Dispatched, or reopened: the unit must sign."""

    round: int
    unit: str
    duties: tuple[Due, ...] = ()

    @property
    def sign_by(self) -> datetime | None:
        return next((due.due_at for due in self.duties if due.duty == "sign"), None)


@dataclass(frozen=True, slots=True)
class Turned:
    """Signed, returned, urged: only by whom."""

    round: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    round: int
    unit: str
    resolved: bool | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    round: int
    unit: str
    public: Private
    resolved: bool | None = None


@dataclass(frozen=True, slots=True)
class Archived:
    round: int
    end: str
    unit: str = ""


def dispatched(event: Handed, heard: Heard, moment: Moment) -> Sequence[Command]:
    return handed("dispatched", event, heard, moment)


def reopened(event: Handed, heard: Heard, moment: Moment) -> Sequence[Command]:
    return handed("reopened", event, heard, moment)


def handed(how: str, event: Handed, heard: Heard, moment: Moment) -> Sequence[Command]:
    values = {"unit": event.unit, "round": event.round}
    duty = {"duty": "sign", "due_at": event.sign_by}
    return (
        tell(heard, moment, ASKER, f"asker.{how}", **values),
        tell(heard, moment, UNIT, f"unit.{how}", **values, **duty),
    )


def urged(event: Turned, heard: Heard, moment: Moment) -> Sequence[Command]:
    return (tell(heard, moment, UNIT, "unit.urged", unit=event.unit, round=event.round),)


def signed(event: Turned, heard: Heard, moment: Moment) -> Sequence[Command]:
    return (tell(heard, moment, SOURCE, "source.signed", unit=event.unit, round=event.round),)


def returned(event: Turned, heard: Heard, moment: Moment) -> Sequence[Command]:
    return (tell(heard, moment, SOURCE, "source.returned", unit=event.unit, round=event.round),)


def answered(event: Answered, heard: Heard, moment: Moment) -> Sequence[Command]:
    """The words themselves go back only when they are approved and the order is closed."""
    values = {"unit": event.unit, "round": event.round, "resolved": event.resolved}
    return (tell(heard, moment, SOURCE, "source.answered", **values),)


def closed(event: Closed, heard: Heard, moment: Moment) -> Sequence[Command]:
    values = {"unit": event.unit, "round": event.round, "resolved": event.resolved, "public": event.public}
    return (
        tell(heard, moment, ASKER, "asker.closed", **values),
        tell(heard, moment, SOURCE, "source.closed", **values),
    )


def archived(event: Archived, heard: Heard, moment: Moment) -> Sequence[Command]:
    values = {"unit": event.unit, "round": event.round, "end": event.end}
    return (
        tell(heard, moment, ASKER, "asker.archived", **values),
        tell(heard, moment, SOURCE, "source.archived", **values),
    )


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("routing", "work_order.dispatched", Handed, dispatched),
    Reaction("routing", "work_order.reopened", Handed, reopened),
    Reaction("routing", "work_order.urged", Turned, urged),
    Reaction("routing", "work_order.signed", Turned, signed),
    Reaction("routing", "work_order.returned", Turned, returned),
    Reaction("routing", "work_order.answered", Answered, answered),
    Reaction("routing", "work_order.closed", Closed, closed),
    Reaction("routing", "work_order.archived", Archived, archived),
)
