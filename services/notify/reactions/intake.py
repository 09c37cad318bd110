"""The asker learns the number, the acceptance, or why not and where to turn; the source learns of what is declined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.notify.domain.recipient.commands import (
    ASKER,
    NAME,
    PHONE,
    SOURCE,
    Command,
    CorrectRecipient,
    MarkUrgency,
    NoteRecipient,
)
from services.notify.reactions.planning import tell
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Private
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class AppealReceived:
    asker: str
    anonymous: bool
    source: str
    source_no: str
    name: Private | None = None
    phone: Private | None = None
    confidential: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class AppealAccepted:
    how: str


@dataclass(frozen=True, slots=True)
class AppealDeclined:
    reason: str
    advice: Private | None = None


@dataclass(frozen=True, slots=True)
class AppealAnswered:
    public: Private | None = None


@dataclass(frozen=True, slots=True)
class AppealMerged:
    leading: str


@dataclass(frozen=True, slots=True)
class AppealSeparated:
    leading: str = ""


@dataclass(frozen=True, slots=True)
class UrgencyMarked:
    urgent: bool


@dataclass(frozen=True, slots=True)
class AppealCorrected:
    """`value` is there for private fields such as name and phone; none: it was taken out."""

    field: str
    value: Private | None = None


def received(event: AppealReceived, heard: Heard, moment: Moment) -> Sequence[Command]:
    noted = NoteRecipient(
        case_no=heard.subject,
        moment=moment,
        asker=event.asker,
        anonymous=event.anonymous,
        name=event.name,
        phone=event.phone,
        source=event.source,
        source_no=event.source_no,
        confidential=event.confidential,
        urgent=event.urgent,
    )
    return noted, tell(heard, moment, ASKER, "asker.received")


def accepted(event: AppealAccepted, heard: Heard, moment: Moment) -> Sequence[Command]:
    """What a rule accepted on receipt needs no second message."""
    return () if event.how == "rule" else (tell(heard, moment, ASKER, "asker.accepted"),)


def declined(event: AppealDeclined, heard: Heard, moment: Moment) -> Sequence[Command]:
    return (
        tell(heard, moment, ASKER, "asker.declined", end=event.reason, advice=event.advice),
        tell(heard, moment, SOURCE, "source.declined", end=event.reason),
    )


def answered(event: AppealAnswered, heard: Heard, moment: Moment) -> Sequence[Command]:
    """Answered at once (即答): the answer itself goes to asker and source."""
    return (
        tell(heard, moment, ASKER, "asker.answered", public=event.public),
        tell(heard, moment, SOURCE, "source.answered_at_once", public=event.public),
    )


def merged(event: AppealMerged, heard: Heard, moment: Moment) -> Sequence[Command]:
    """The follower's own asker learns which case leads; each follower stays a recipient of its own."""
    return (tell(heard, moment, ASKER, "asker.merged", leading=event.leading),)


def separated(_: AppealSeparated, heard: Heard, moment: Moment) -> Sequence[Command]:
    return (tell(heard, moment, ASKER, "asker.separated"),)


def urgency_marked(event: UrgencyMarked, heard: Heard, moment: Moment) -> Sequence[Command]:
    return (MarkUrgency(heard.subject, moment, event.urgent),)


def corrected(event: AppealCorrected, heard: Heard, moment: Moment) -> Sequence[Command]:
    """A corrected name or phone changes whom we tell from now on."""
    if event.field not in (NAME, PHONE):
        return ()
    return (CorrectRecipient(heard.subject, moment, event.field, event.value),)


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("intake", "appeal.received", AppealReceived, received),
    Reaction("intake", "appeal.accepted", AppealAccepted, accepted),
    Reaction("intake", "appeal.declined", AppealDeclined, declined),
    Reaction("intake", "appeal.answered_at_once", AppealAnswered, answered),
    Reaction("intake", "appeal.merged", AppealMerged, merged),
    Reaction("intake", "appeal.separated", AppealSeparated, separated),
    Reaction("intake", "appeal.urgency_marked", UrgencyMarked, urgency_marked),
    Reaction("intake", "appeal.corrected", AppealCorrected, corrected),
)
