"""What is closed is called back, what lapsed is reminded of, and our asks to reopen are answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.supervision.domain.callback.commands import AnswerReopen, DropCallback, NoteReopened, PlanCallback
from services.supervision.domain.reminder import Remind
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Private
from shared.rules.moment import Moment

UNCALLED = ("withdrawn", "cancelled")


@dataclass(frozen=True, slots=True)
class OrderClosed:
    round: int
    unit: str
    closed_at: datetime
    callback_by: str
    asker: str
    anonymous: bool
    name: Private | None = None
    phone: Private | None = None


@dataclass(frozen=True, slots=True)
class OrderLapsed:
    round: int
    duty: str
    unit: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class AskAnswered:
    ask: str
    kind: str
    accepted: bool
    code: str = ""


@dataclass(frozen=True, slots=True)
class Reopened:
    round: int
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Archived:
    end: str


def closed(event: OrderClosed, heard: Heard, moment: Moment) -> Sequence[PlanCallback]:
    plan = PlanCallback(
        case_no=heard.subject,
        moment=moment,
        round=event.round,
        unit=event.unit,
        closed_at=event.closed_at,
        by=event.callback_by,
        asker=event.asker,
        name=event.name,
        phone=event.phone,
        anonymous=event.anonymous,
    )
    return (plan,)


def lapsed(event: OrderLapsed, heard: Heard, moment: Moment) -> Sequence[Remind]:
    return (Remind(heard.subject, moment, event.round, event.duty, event.unit, event.due_at),)


def ask_answered(event: AskAnswered, heard: Heard, moment: Moment) -> Sequence[AnswerReopen]:
    """Answers to intake's asks (urge, redo, cancel) are not ours."""
    if event.kind != "reopen":
        return ()
    return (AnswerReopen(heard.subject, moment, event.ask, event.accepted, event.code),)


def reopened(event: Reopened, heard: Heard, moment: Moment) -> Sequence[NoteReopened]:
    return (NoteReopened(heard.subject, moment, event.round, event.ask),)


def archived(event: Archived, heard: Heard, moment: Moment) -> Sequence[DropCallback]:
    """What ended otherwise ended because we settled it."""
    return (DropCallback(heard.subject, moment, event.end),) if event.end in UNCALLED else ()


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("routing", "work_order.closed", OrderClosed, closed),
    Reaction("routing", "work_order.lapsed", OrderLapsed, lapsed),
    Reaction("routing", "work_order.ask_answered", AskAnswered, ask_answered),
    Reaction("routing", "work_order.reopened", Reopened, reopened),
    Reaction("routing", "work_order.archived", Archived, archived),
)
