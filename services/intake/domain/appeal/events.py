"""What an appeal says. `Private` fields of the asker's words are closed under the asker's key."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.appeal.attachment import Attachment
from services.intake.domain.appeal.desk_events import DESK_EVENTS, DeskEvent, Follower
from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("appeal.received")
@dataclass(frozen=True, slots=True)
class Received:
    """`kind` is one of ours or ""; `kind_said` what the source called it where that is none of ours.

    `callback_by` is `us` or `source`; `credit_code_valid` None where none was given.
    """

    channel: str
    source: str
    source_no: str
    kind: str
    kind_said: str
    title: Private
    text: Private
    asker: str
    anonymous: bool
    name: Private | None
    phone: Private | None
    enterprise: Private | None
    credit_code: Private | None
    credit_code_valid: bool | None
    place: str
    asked_at: datetime
    source_due_at: datetime | None
    callback_by: str
    urgent: bool
    has_receipt: bool
    duties: tuple[Duty, ...]
    confidential: bool = False
    attachments: tuple[Attachment, ...] = ()


@stored("appeal.history_recorded")
@dataclass(frozen=True, slots=True)
class HistoryRecorded:
    """An order of years ago with its answer (closed under the case's key): no work order follows, nobody is told."""

    source: str
    source_no: str
    kind: str
    kind_said: str
    title: Private
    text: Private
    asker: str
    asked_at: datetime
    answer: Private | None
    answered_at: datetime | None

    @property
    def happened_at(self) -> datetime:
        return self.asked_at


@stored("appeal.accepted")
@dataclass(frozen=True, slots=True)
class Accepted:
    """`how`: `rule` (the feed's orders are accepted already) or `person`."""

    kind: str
    how: str


@stored("appeal.declined")
@dataclass(frozen=True, slots=True)
class Declined:
    reason: str
    advice: Private | None


@stored("appeal.supplemented")
@dataclass(frozen=True, slots=True)
class Supplemented:
    """`number` counts from 1."""

    number: int
    source_ref: str
    text: Private
    attachments: tuple[Attachment, ...] = ()


@stored("appeal.withdrawn")
@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`followers`: the appeals that were merged into this one, and now stand alone again."""

    reason: Private | None
    followers: tuple[Follower, ...] = ()


@stored("appeal.urged")
@dataclass(frozen=True, slots=True)
class Urged:
    """An ask of routing, as all four below: to be answered by `due_at`, else it lapses to the unit `desk`.

    `at_desk`: our own desk answers it at once, nobody else does.
    """

    ask: str
    source_ref: str
    text: Private | None
    due_at: datetime
    desk: str
    at_desk: bool = False


@stored("appeal.redo_asked")
@dataclass(frozen=True, slots=True)
class RedoAsked:
    ask: str
    source_ref: str
    reason: Private | None
    due_at: datetime
    desk: str


@stored("appeal.cancel_asked")
@dataclass(frozen=True, slots=True)
class CancelAsked:
    ask: str
    source_ref: str
    reason: Private | None
    due_at: datetime
    desk: str
    at_desk: bool = False


@stored("appeal.callback_reported")
@dataclass(frozen=True, slots=True)
class CallbackReported:
    """An ask of supervision."""

    ask: str
    source_ref: str
    contacted: bool
    resolved: bool | None
    satisfied: bool | None
    remark: Private | None
    at: datetime
    due_at: datetime
    desk: str


@stored("appeal.ask_answered")
@dataclass(frozen=True, slots=True)
class AskAnswered:
    """`late`: it came after the ask had lapsed, and has no effect. `followers` of an appeal that is cancelled."""

    ask: str
    kind: str
    accepted: bool
    code: str
    late: bool = False
    followers: tuple[Follower, ...] = ()


@stored("appeal.ask_lapsed")
@dataclass(frozen=True, slots=True)
class AskLapsed:
    ask: str
    kind: str
    due_at: datetime
    desk: str

    @property
    def happened_at(self) -> datetime:
        return self.due_at


@stored("appeal.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    duty: str
    unit: str
    due_at: datetime
    round: int = 1

    @property
    def happened_at(self) -> datetime:
        return self.due_at


Asked = Urged | RedoAsked | CancelAsked | CallbackReported
Event = (
    Received
    | HistoryRecorded
    | Accepted
    | Declined
    | Supplemented
    | Withdrawn
    | Asked
    | AskAnswered
    | AskLapsed
    | Lapsed
    | DeskEvent
)
EVENTS = (
    *(
        Received,
        HistoryRecorded,
        Accepted,
        Declined,
        Supplemented,
        Withdrawn,
        Urged,
        RedoAsked,
        CancelAsked,
        CallbackReported,
    ),
    *(AskAnswered, AskLapsed, Lapsed),
    *DESK_EVENTS,
)
