"""The asker learns the number, the acceptance, or why not and where to turn; the source learns of what is declined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.notify.domain.recipient.commands import ASKER, SOURCE, Command, NoteRecipient
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


@dataclass(frozen=True, slots=True)
class AppealAccepted:
    how: str


@dataclass(frozen=True, slots=True)
class AppealDeclined:
    reason: str
    advice: Private | None = None


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


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("intake", "appeal.received", AppealReceived, received),
    Reaction("intake", "appeal.accepted", AppealAccepted, accepted),
    Reaction("intake", "appeal.declined", AppealDeclined, declined),
)
