"""What an appeal must remember to decide."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.intake.domain.appeal.desk_events import (
    AnsweredAtOnce,
    Corrected,
    Follower,
    FollowerAdded,
    FollowerRemoved,
    Merged,
    OrderOpened,
    Rated,
    Separated,
    UrgencyMarked,
)
from services.intake.domain.appeal.events import (
    Accepted,
    AskAnswered,
    Asked,
    AskLapsed,
    CallbackReported,
    CancelAsked,
    Declined,
    Event,
    HistoryRecorded,
    Lapsed,
    Received,
    RedoAsked,
    Supplemented,
    Urged,
    Withdrawn,
)
from shared.kernel.duty import Duty
from shared.kernel.text import Closed, Private, Text


class Phase(StrEnum):
    UNKNOWN = "unknown"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ANSWERED_AT_ONCE = "answered_at_once"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    HISTORY = "history"


class Reply(StrEnum):
    """How an ask stands."""

    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    ANSWERED_LATE = "answered_late"


@dataclass(frozen=True, slots=True)
class Ask:
    """Something the source wants of another service; `desk` is the unit it lapses to."""

    id: str
    kind: str
    due_at: datetime
    desk: str
    reply: Reply = Reply.OPEN


@dataclass(frozen=True, slots=True)
class Appeal:
    """`text` is the first text, which repeats are compared with; `seen` the tags of the supplements, `refs` the names
    of those messages; `duties` are open. `before` is what a merged appeal was; `rated` are rounds.
    """

    phase: Phase = Phase.UNKNOWN
    kind: str = ""
    asker: str = ""
    text: Private | None = None
    seen: frozenset[str] = frozenset()
    supplements: int = 0
    duties: tuple[Duty, ...] = ()
    asks: tuple[Ask, ...] = ()
    refs: frozenset[str] = frozenset()
    urgent: bool = False
    leading: str = ""
    before: Phase = Phase.UNKNOWN
    followers: tuple[Follower, ...] = ()
    rated: frozenset[int] = frozenset()

    def ask(self, id: str) -> Ask | None:
        """The ask of this id, if it was made."""
        return next((ask for ask in self.asks if ask.id == id), None)

    def follower(self, case_no: str) -> Follower | None:
        """The follower of this number, if it follows."""
        return next((one for one in self.followers if one.case_no == case_no), None)


KINDS = {Urged: "urge", RedoAsked: "redo", CancelAsked: "cancel", CallbackReported: "callback"}


def evolve(appeal: Appeal, event: Event) -> Appeal:  # noqa: C901, PLR0912 - one arm per event
    """The appeal after one more event."""
    match event:
        case Received():
            return received(appeal, event)
        case HistoryRecorded():
            return replace(appeal, phase=Phase.HISTORY, kind=event.kind, asker=event.asker)
        case Accepted():
            return replace(appeal, phase=Phase.ACCEPTED, kind=event.kind, duties=())
        case Declined():
            return replace(appeal, phase=Phase.DECLINED, duties=())
        case Withdrawn():
            return replace(appeal, phase=Phase.WITHDRAWN, duties=())
        case Supplemented():
            return supplemented(appeal, event)
        case Urged() | RedoAsked() | CancelAsked() | CallbackReported():
            return replace(appeal, asks=(*appeal.asks, asked(event)))
        case AskAnswered():
            return replied(appeal, event.ask, Reply.ANSWERED_LATE if event.late else Reply.ANSWERED)
        case AskLapsed():
            return replied(appeal, event.ask, Reply.LAPSED)
        case Lapsed():
            return replace(appeal, duties=tuple(duty for duty in appeal.duties if duty.duty != event.duty))
        case AnsweredAtOnce():
            return replace(appeal, phase=Phase.ANSWERED_AT_ONCE, kind=event.kind, duties=())
        case Merged():
            return replace(appeal, phase=Phase.MERGED, before=appeal.phase, leading=event.leading, duties=())
        case Separated():
            return replace(appeal, phase=Phase(event.back_to), leading="", duties=event.duties)
        case OrderOpened():
            return opened(appeal)
        case FollowerAdded():
            return replace(appeal, followers=(*appeal.followers, Follower(event.follower, event.stream)))
        case FollowerRemoved():
            return replace(appeal, followers=tuple(one for one in appeal.followers if one.case_no != event.follower))
        case UrgencyMarked():
            return replace(appeal, urgent=event.urgent, duties=event.duties or appeal.duties)
        case Corrected():
            return replace(appeal, kind=event.clear) if event.field == "kind" else appeal
        case Rated():
            return replace(appeal, rated=appeal.rated | {event.round})


def opened(appeal: Appeal) -> Appeal:
    """Accepted, now or as soon as it follows nobody."""
    if appeal.phase is Phase.MERGED:
        return replace(appeal, before=Phase.ACCEPTED)
    return replace(appeal, phase=Phase.ACCEPTED, duties=())


def received(appeal: Appeal, event: Received) -> Appeal:
    return replace(
        appeal,
        phase=Phase.RECEIVED,
        kind=event.kind,
        asker=event.asker,
        text=event.text,
        duties=event.duties,
        urgent=event.urgent,
    )


def supplemented(appeal: Appeal, event: Supplemented) -> Appeal:
    seen, refs = appeal.seen | {tag(event.text) or ""}, appeal.refs | {event.source_ref}
    return replace(appeal, supplements=event.number, seen=seen, refs=refs)


def asked(event: Asked) -> Ask:
    return Ask(event.ask, KINDS[type(event)], event.due_at, event.desk)


def replied(appeal: Appeal, id: str, reply: Reply) -> Appeal:
    return replace(appeal, asks=tuple(replace(ask, reply=reply) if ask.id == id else ask for ask in appeal.asks))


def tag(text: Private) -> str | None:
    """The comparison tag of a text, where it has one."""
    return text.same if isinstance(text, Text | Closed) else None
