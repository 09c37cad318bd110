"""What may be asked of a delivery. `delivery` is the stream named by `delivery.planned`; `attempt` counts from 1."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.rules.moment import Moment

DELIVERED, FAILED, READ = "delivered", "failed", "read"
OUTCOMES = (FAILED, DELIVERED, READ)
"""What a gateway may tell afterwards; a later one of these replaces an earlier one."""


@dataclass(frozen=True, slots=True)
class BeginAttempt:
    """It is about to be handed to a gateway that could not tell a second copy from the first."""

    case_no: str
    delivery: str
    moment: Moment
    channel: str
    attempt: int


@dataclass(frozen=True, slots=True)
class MarkSent:
    """`digest`: it was told by that digest; `template_hash`: the version it was composed with."""

    case_no: str
    delivery: str
    moment: Moment
    channel: str
    attempt: int
    digest: str = ""
    template_hash: str = ""


@dataclass(frozen=True, slots=True)
class MarkFailed:
    """`retry_after` is what the other side asked for: never sooner than that. `urgent`: quiet hours do not hold it."""

    case_no: str
    delivery: str
    moment: Moment
    channel: str
    attempt: int
    code: str
    retry_after: timedelta | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class MarkUncertain:
    """Nobody knows whether it arrived: the process or the line ended between sending and hearing."""

    case_no: str
    delivery: str
    moment: Moment
    channel: str
    attempt: int
    code: str


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It will never succeed: no such number, the asker was shredded."""

    case_no: str
    delivery: str
    moment: Moment
    channel: str
    attempt: int
    code: str


@dataclass(frozen=True, slots=True)
class SendAgain:
    """A person wants it sent once more, as a message of its own."""

    case_no: str
    delivery: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class ConfirmSent:
    """A person found out that it arrived, or told them in another way."""

    case_no: str
    delivery: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Gather:
    """It is told by the digest of this id."""

    case_no: str
    delivery: str
    moment: Moment
    digest: str


@dataclass(frozen=True, slots=True)
class Release:
    """That digest did not arrive: it goes by itself."""

    case_no: str
    delivery: str
    moment: Moment
    digest: str
    code: str


@dataclass(frozen=True, slots=True)
class NoteReceipt:
    """What a gateway tells afterwards (回执): `outcome` is one of OUTCOMES, `happened` when it was so."""

    case_no: str
    delivery: str
    moment: Moment
    channel: str
    outcome: str
    happened: datetime


Command = (
    BeginAttempt
    | MarkSent
    | MarkFailed
    | MarkUncertain
    | GiveUp
    | SendAgain
    | ConfirmSent
    | Gather
    | Release
    | NoteReceipt
)
COMMANDS = (
    *(BeginAttempt, MarkSent, MarkFailed, MarkUncertain, GiveUp),
    *(SendAgain, ConfirmSent, Gather, Release, NoteReceipt),
)
