"""Intake heard: the appeal is noted when received and the order opened when accepted; the source's asks are answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.routing.domain.suggestion import suggest
from services.routing.domain.work_order.appeal import Appeal, File
from services.routing.domain.work_order.asking_commands import Cancel, Reopen, Urge
from services.routing.domain.work_order.commands import (
    NoteAppeal,
    Open,
    Supplement,
    Withdraw,
)
from services.routing.domain.work_order.correcting_commands import CorrectAsker
from services.routing.domain.work_order.merging_commands import Drop, Follow, Separate
from services.routing.domain.work_order.time_commands import MarkUrgent
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Closed, Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Attached:
    name: Closed
    hash: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class AppealReceived:
    """`title` and `text` are opened for keyword dispatch; nothing of them is kept but the closed fields."""

    kind: str
    source: str
    asker: str
    anonymous: bool
    callback_by: str
    urgent: bool
    title: Text
    title_closed: Closed
    text: Text
    text_closed: Closed
    source_due_at: datetime | None = None
    name: Closed | None = None
    phone: Closed | None = None
    enterprise: Closed | None = None
    confidential: bool = False
    attachments: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class AppealAccepted:
    kind: str


@dataclass(frozen=True, slots=True)
class AppealSupplemented:
    number: int
    text: Closed
    attachments: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class AppealWithdrawn:
    pass


@dataclass(frozen=True, slots=True)
class AppealUrged:
    """`at_desk`: intake's own desk answered it."""

    ask: str
    text: Closed | None = None
    at_desk: bool = False


@dataclass(frozen=True, slots=True)
class RedoAsked:
    ask: str
    reason: Closed | None = None


@dataclass(frozen=True, slots=True)
class CancelAsked:
    ask: str
    reason: Closed | None = None
    at_desk: bool = False


@dataclass(frozen=True, slots=True)
class AppealMerged:
    leading: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class AppealSeparated:
    leading: str
    why: str = "wrong"


@dataclass(frozen=True, slots=True)
class UrgencyMarked:
    urgent: bool
    reason: Closed


@dataclass(frozen=True, slots=True)
class AppealCorrected:
    field: str
    value: Closed | None = None
    clear: str = ""


@dataclass(frozen=True, slots=True)
class AppealEnded:
    pass


def received(event: AppealReceived, heard: Heard, moment: Moment) -> Sequence[NoteAppeal]:
    suggestions = suggest(event.title.value, event.text.value, event.kind, moment.rules.catalogue)
    appeal = Appeal(
        kind=event.kind,
        source=event.source,
        source_due_at=event.source_due_at,
        callback_by=event.callback_by,
        urgent=event.urgent,
        asker=event.asker,
        anonymous=event.anonymous,
        name=event.name,
        phone=event.phone,
        title=event.title_closed,
        text=event.text_closed,
        enterprise=event.enterprise,
        confidential=event.confidential,
        attachments=files(event.attachments),
    )
    return [NoteAppeal(heard.subject, appeal, suggestions, moment)]


def files(attached: Sequence[Attached]) -> tuple[File, ...]:
    """What intake keeps, as the order names it."""
    return tuple(File(one.name, one.hash, one.media_type, one.size) for one in attached)


def accepted(event: AppealAccepted, heard: Heard, moment: Moment) -> Sequence[Open]:
    return [Open(heard.subject, event.kind, moment)]


def supplemented(event: AppealSupplemented, heard: Heard, moment: Moment) -> Sequence[Supplement]:
    return [Supplement(heard.subject, event.number, event.text, moment, files(event.attachments))]


def withdrawn(_: AppealWithdrawn, heard: Heard, moment: Moment) -> Sequence[Withdraw]:
    return [Withdraw(heard.subject, moment)]


def urged(event: AppealUrged, heard: Heard, moment: Moment) -> Sequence[Urge]:
    return [] if event.at_desk else [Urge(heard.subject, event.ask, event.text, moment)]


def redo_asked(event: RedoAsked, heard: Heard, moment: Moment) -> Sequence[Reopen]:
    return [Reopen(heard.subject, event.ask, "redo", 0, event.reason, moment)]


def cancel_asked(event: CancelAsked, heard: Heard, moment: Moment) -> Sequence[Cancel]:
    return [] if event.at_desk else [Cancel(heard.subject, event.ask, event.reason, moment)]


def merged(event: AppealMerged, heard: Heard, moment: Moment) -> Sequence[Follow]:
    return [Follow(heard.subject, event.leading, moment, event.link)]


def separated(event: AppealSeparated, heard: Heard, moment: Moment) -> Sequence[Separate]:
    return [Separate(heard.subject, event.leading, event.why, moment)]


def urgency_marked(event: UrgencyMarked, heard: Heard, moment: Moment) -> Sequence[MarkUrgent]:
    """No running due time moves by itself."""
    return [MarkUrgent(heard.subject, event.urgent, event.reason, False, moment)]


def corrected(event: AppealCorrected, heard: Heard, moment: Moment) -> Sequence[CorrectAsker]:
    return [CorrectAsker(heard.subject, event.field, event.value, event.clear, moment)]


def ended(_: AppealEnded, heard: Heard, moment: Moment) -> Sequence[Drop]:
    """Declined, or answered at once: `why` is the last word of the type."""
    return [Drop(heard.subject, heard.type.rpartition(".")[2], moment)]


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("intake", "appeal.received", AppealReceived, received),
    Reaction("intake", "appeal.accepted", AppealAccepted, accepted),
    Reaction("intake", "appeal.supplemented", AppealSupplemented, supplemented),
    Reaction("intake", "appeal.withdrawn", AppealWithdrawn, withdrawn),
    Reaction("intake", "appeal.urged", AppealUrged, urged),
    Reaction("intake", "appeal.redo_asked", RedoAsked, redo_asked),
    Reaction("intake", "appeal.cancel_asked", CancelAsked, cancel_asked),
    Reaction("intake", "appeal.merged", AppealMerged, merged),
    Reaction("intake", "appeal.separated", AppealSeparated, separated),
    Reaction("intake", "appeal.urgency_marked", UrgencyMarked, urgency_marked),
    Reaction("intake", "appeal.corrected", AppealCorrected, corrected),
    Reaction("intake", "appeal.declined", AppealEnded, ended),
    Reaction("intake", "appeal.answered_at_once", AppealEnded, ended),
)
