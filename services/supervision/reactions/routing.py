"""What is closed is called back, our asks to reopen are answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.supervision.domain.callback.commands import (
    AnswerReopen,
    DropCallback,
    NoteReopened,
    NoteTerms,
    PlanCallback,
)
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Private
from shared.rules.moment import Moment

UNCALLED = ("withdrawn", "cancelled", "transfer_confirmed")


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


def ask_answered(event: AskAnswered, heard: Heard, moment: Moment) -> Sequence[AnswerReopen]:
    """Answers to intake's asks (urge, redo, cancel) are not ours."""
    if event.kind != "reopen":
        return ()
    return (AnswerReopen(heard.subject, moment, event.ask, event.accepted, event.code),)


def reopened(event: Reopened, heard: Heard, moment: Moment) -> Sequence[NoteReopened]:
    return (NoteReopened(heard.subject, moment, event.round, event.ask),)


@dataclass(frozen=True, slots=True)
class Opened:
    source: str


@dataclass(frozen=True, slots=True)
class Dispatched:
    level: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    leading: str = ""


def opened(event: Opened, heard: Heard, moment: Moment) -> Sequence[NoteTerms]:
    """Only where the sampling rules tell channels apart."""
    if not any(rule.channel for rule in moment.rules.sampling):
        return ()
    return (NoteTerms(heard.subject, moment, channel=event.source),)


def dispatched(event: Dispatched, heard: Heard, moment: Moment) -> Sequence[NoteTerms]:
    """Only where the sampling rules tell levels apart."""
    if not any(rule.level for rule in moment.rules.sampling):
        return ()
    return (NoteTerms(heard.subject, moment, level=event.level),)


def merged(event: Merged, heard: Heard, moment: Moment) -> Sequence[DropCallback]:  # noqa: ARG001
    """Its asker is called after the closing that the leading case leads to."""
    return (DropCallback(heard.subject, moment, "merged"),)


def archived(event: Archived, heard: Heard, moment: Moment) -> Sequence[DropCallback]:
    """What ended otherwise ended because we settled it."""
    return (DropCallback(heard.subject, moment, event.end),) if event.end in UNCALLED else ()


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("routing", "work_order.closed", OrderClosed, closed),
    Reaction("routing", "work_order.ask_answered", AskAnswered, ask_answered),
    Reaction("routing", "work_order.reopened", Reopened, reopened),
    Reaction("routing", "work_order.archived", Archived, archived),
    Reaction("routing", "work_order.opened", Opened, opened),
    Reaction("routing", "work_order.dispatched", Dispatched, dispatched),
    Reaction("routing", "work_order.merged", Merged, merged),
)
