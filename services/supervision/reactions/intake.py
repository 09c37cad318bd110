"""The source's callbacks are taken, complaints about officials become clues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.supervision.domain.callback.commands import NoteTerms, PlanCallback, ReportBySource
from services.supervision.domain.clue import ReceiveClue
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Private
from shared.rules.cards import percent_of, sampled
from shared.rules.moment import Moment


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


@dataclass(frozen=True, slots=True)
class Received:
    channel: str
    asker: str
    anonymous: bool
    name: Private | None = None
    phone: Private | None = None


@dataclass(frozen=True, slots=True)
class AnsweredAtOnce:
    kind: str = ""


def received(event: Received, heard: Heard, moment: Moment) -> Sequence[NoteTerms]:
    """Whom to call, for those few that are called should the desk answer at once."""
    if not sampled(heard.subject, percent_of(moment.rules.sampling, "at_once", event.channel, "")):
        return ()
    terms = NoteTerms(
        case_no=heard.subject,
        moment=moment,
        channel=event.channel,
        asker=event.asker,
        name=event.name,
        phone=event.phone,
        anonymous=event.anonymous,
    )
    return (terms,)


def answered_at_once(event: AnsweredAtOnce, heard: Heard, moment: Moment) -> Sequence[PlanCallback]:  # noqa: ARG001
    """The desk answered: the callback is about it."""
    plan = PlanCallback(
        case_no=heard.subject,
        moment=moment,
        round=1,
        unit=moment.rules.desks["dispatch"],
        closed_at=heard.time,
        by="us",
        asker="",
        name=None,
        phone=None,
        anonymous=False,
        route="at_once",
    )
    return (plan,)


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
    Reaction("intake", "appeal.received", Received, received),
    Reaction("intake", "appeal.answered_at_once", AnsweredAtOnce, answered_at_once),
    Reaction("intake", "appeal.callback_reported", CallbackReported, callback_reported),
    Reaction("intake", "complaint.received", ComplaintReceived, complaint_received),
)
