"""The asker learns who handles it and what came of it, the unit what it has to do, the source how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.notify.domain.recipient.commands import ASKER, SOURCE, UNIT, Command, MarkUrgency
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
class UnitDue:
    """The same, and who must."""

    duty: str
    unit: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Handed:
    """Dispatched, or reopened: the unit must sign."""

    round: int
    unit: str
    duties: tuple[Due, ...] = ()

    @property
    def sign_by(self) -> datetime | None:
        return due_at(self.duties, "sign")


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
    common_need: str = ""


@dataclass(frozen=True, slots=True)
class Archived:
    round: int
    end: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Suspended, resumed, extended: until when."""

    round: int = 1
    unit: str = ""
    review_at: datetime | None = None
    duties: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True)
class Transferred:
    """`to` is a unit of ours, or "" outside; `to_name` what people call it."""

    round: int = 1
    unit: str = ""
    to: str = ""
    to_name: str = ""
    outside: bool = False
    duties: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True)
class Recomputed:
    """`duties` are those whose due time is another one now."""

    round: int = 1
    duties: tuple[UnitDue, ...] = ()


@dataclass(frozen=True, slots=True)
class Classified:
    urgent: bool = False


CONFIRMED = "transfer_confirmed"


def due_at(duties: Sequence[Due], duty: str) -> datetime | None:
    """When this duty is due; None if it is not among them."""
    return next((due.due_at for due in duties if due.duty == duty), None)


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
    template = "asker.common_closed" if event.common_need else "asker.closed"
    return (
        tell(heard, moment, ASKER, template, **values),
        tell(heard, moment, SOURCE, "source.closed", **values),
    )


def archived(event: Archived, heard: Heard, moment: Moment) -> Sequence[Command]:
    """The asker of a confirmed transfer learns it by that: who has it now, not twice that it is over here."""
    values = {"unit": event.unit, "round": event.round, "end": event.end}
    source = tell(heard, moment, SOURCE, "source.archived", **values)
    if event.end == CONFIRMED:
        return (source,)
    return tell(heard, moment, ASKER, "asker.archived", **values), source


def suspended(event: Moved, heard: Heard, moment: Moment) -> Sequence[Command]:
    review_at = event.review_at or due_at(event.duties, "review")
    return (tell(heard, moment, ASKER, "asker.suspended", unit=event.unit, round=event.round, due_at=review_at),)


def resumed(event: Moved, heard: Heard, moment: Moment) -> Sequence[Command]:
    values = {"unit": event.unit, "round": event.round, "due_at": due_at(event.duties, "answer")}
    return (tell(heard, moment, ASKER, "asker.resumed", **values),)


def extended(event: Moved, heard: Heard, moment: Moment) -> Sequence[Command]:
    """The asker learns until when; what its own clock got a unit learns by the extension."""
    values = {"unit": event.unit, "round": event.round, "duty": "answer", "due_at": due_at(event.duties, "answer")}
    return (tell(heard, moment, ASKER, "asker.extended", **values),)


def transferred(event: Transferred, heard: Heard, moment: Moment) -> Sequence[Command]:
    """The asker learns where it went, every time; a unit of ours that it now has it."""
    values = {"round": event.round, "to_name": event.to_name}
    told = tell(heard, moment, ASKER, "asker.transferred", unit=event.to, **values)
    if event.outside or not event.to:
        return (told,)
    duty = {"duty": "confirm_transfer", "due_at": due_at(event.duties, "confirm_transfer")}
    return told, tell(heard, moment, UNIT, "unit.transferred", unit=event.to, **values, **duty)


def recomputed(event: Recomputed, heard: Heard, moment: Moment) -> Sequence[Command]:
    """Whoever has a duty learns until when it runs now."""
    return [
        tell(
            heard,
            moment,
            UNIT,
            "unit.recomputed",
            part=one.duty,
            unit=one.unit,
            round=event.round,
            duty=one.duty,
            due_at=one.due_at,
        )
        for one in event.duties
    ]


def classified(event: Classified, heard: Heard, moment: Moment) -> Sequence[Command]:
    """What the desk finds urgent is told at once from then on; what it does not leaves the asker's mark alone."""
    return (MarkUrgency(heard.subject, moment, True),) if event.urgent else ()


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("routing", "work_order.dispatched", Handed, dispatched),
    Reaction("routing", "work_order.reopened", Handed, reopened),
    Reaction("routing", "work_order.urged", Turned, urged),
    Reaction("routing", "work_order.signed", Turned, signed),
    Reaction("routing", "work_order.returned", Turned, returned),
    Reaction("routing", "work_order.answered", Answered, answered),
    Reaction("routing", "work_order.closed", Closed, closed),
    Reaction("routing", "work_order.archived", Archived, archived),
    Reaction("routing", "work_order.suspended", Moved, suspended),
    Reaction("routing", "work_order.resumed", Moved, resumed),
    Reaction("routing", "work_order.extended", Moved, extended),
    Reaction("routing", "work_order.transferred", Transferred, transferred),
    Reaction("routing", "work_order.recomputed", Recomputed, recomputed),
    Reaction("routing", "work_order.classified", Classified, classified),
)
