"""Intake's lapses are reminded of, the source's callbacks are taken, complaints about officials become clues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.supervision.domain.callback.commands import ReportBySource
from services.supervision.domain.clue import ReceiveClue
from services.supervision.domain.reminder import Remind
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Private
from shared.rules.moment import Moment

FIRST_ROUND = 1


@dataclass(frozen=True, slots=True)
class AppealLapsed:
    duty: str
    unit: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class CallbackReported:
    ask: str
    contacted: bool
    at: datetime
    due_at: datetime
    resolved: bool | None = None
    satisfied: bool | None = None
    remark: Private | None = None


@dataclass(frozen=True, slots=True)
class ComplaintReceived:
    content: Private
    matter: str


def lapsed(event: AppealLapsed, heard: Heard, moment: Moment) -> Sequence[Remind]:
    return (Remind(heard.subject, moment, FIRST_ROUND, event.duty, event.unit, event.due_at),)


def callback_reported(event: CallbackReported, heard: Heard, moment: Moment) -> Sequence[ReportBySource]:
    report = ReportBySource(
        case_no=heard.subject,
        moment=moment,
        ask=event.ask,
        contacted=event.contacted,
        resolved=event.resolved,
        satisfied=event.satisfied,
        remark=event.remark,
        at=event.at,
        due_at=event.due_at,
    )
    return (report,)


def complaint_received(event: ComplaintReceived, heard: Heard, moment: Moment) -> Sequence[ReceiveClue]:  # noqa: ARG001
    return (ReceiveClue(event.matter, moment, event.content),)


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("intake", "appeal.lapsed", AppealLapsed, lapsed),
    Reaction("intake", "appeal.callback_reported", CallbackReported, callback_reported),
    Reaction("intake", "complaint.received", ComplaintReceived, complaint_received),
)
