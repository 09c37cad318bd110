"""What may be asked of an appeal. Feeds name it by source and number; desks, askers and answers by its stream.

`source_ref` is the source's name for one message (its number, or its time): the same message again says nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.appeal.attachment import Attachment
from services.intake.domain.appeal.desk_commands import DESK_COMMANDS, DeskCommand
from shared.kernel.numbering import stream_id
from shared.kernel.text import Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Receive:
    """A new order of a feed, or an appeal by one of our channels (`source` is the feed's or the channel's code).

    `asker` is the id the vault gave; `asked_at` None means now. Texts are NFC, trimmed, with one kind of line break.
    """

    source: str
    source_no: str
    moment: Moment
    asker: str
    title: Text
    text: Text
    kind: str = ""
    anonymous: bool = False
    name: Text | None = None
    phone: Text | None = None
    enterprise: Text | None = None
    credit_code: Text | None = None
    place: str = ""
    asked_at: datetime | None = None
    source_due_at: datetime | None = None
    urgent: bool = False
    has_receipt: bool = False
    confidential: bool = False
    attachments: tuple[Attachment, ...] = ()

    @property
    def stream(self) -> str:
        return appeal_stream(self.source, self.source_no)


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """An order of years ago as a file tells it: when it was asked, and how and when it was answered."""

    source: str
    source_no: str
    moment: Moment
    asker: str
    title: Text
    text: Text
    asked_at: datetime | None
    answer: Text | None = None
    answered_at: datetime | None = None
    kind: str = ""

    @property
    def stream(self) -> str:
        return appeal_stream(self.source, self.source_no)


@dataclass(frozen=True, slots=True)
class Accept:
    """The desk accepts; `kind` "" leaves it as it was said."""

    stream: str
    moment: Moment
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Decline:
    """The desk does not accept. `reason` is one of DECLINE_REASONS; `advice` tells the asker where to turn."""

    stream: str
    moment: Moment
    reason: str
    advice: Text | None = None


@dataclass(frozen=True, slots=True)
class Supplement:
    """The asker or the source adds to what was said."""

    stream: str
    moment: Moment
    text: Text
    source_ref: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    stream: str
    moment: Moment
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Urge:
    stream: str
    moment: Moment
    source_ref: str
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class AskRedo:
    """The source wants it handled once more."""

    stream: str
    moment: Moment
    source_ref: str
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class AskCancel:
    """The source takes its order back."""

    stream: str
    moment: Moment
    source_ref: str
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class ReportCallback:
    """The source called the asker back: `at` None means now; `resolved` and `satisfied` None mean not said."""

    stream: str
    moment: Moment
    source_ref: str
    contacted: bool
    resolved: bool | None = None
    satisfied: bool | None = None
    remark: Text | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AnswerAsk:
    """What the asked service answered to one of our asks."""

    stream: str
    moment: Moment
    ask: str
    accepted: bool
    code: str = ""


@dataclass(frozen=True, slots=True)
class LapseDuties:
    """Say what has lapsed by now: the timer does it sooner than the next deed would."""

    stream: str
    moment: Moment


Command = (
    Receive
    | RecordHistory
    | Accept
    | Decline
    | Supplement
    | Withdraw
    | Urge
    | AskRedo
    | AskCancel
    | ReportCallback
    | AnswerAsk
    | LapseDuties
    | DeskCommand
)
COMMANDS = (
    *(
        Receive,
        RecordHistory,
        Accept,
        Decline,
        Supplement,
        Withdraw,
        Urge,
        AskRedo,
        AskCancel,
        ReportCallback,
        AnswerAsk,
    ),
    LapseDuties,
    *DESK_COMMANDS,
)


def appeal_stream(source: str, source_no: str) -> str:
    """The stream of the appeal that `source` calls `source_no`."""
    return stream_id(source, source_no)
