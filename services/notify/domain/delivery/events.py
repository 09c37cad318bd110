"""What a delivery says."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.stored import stored


@stored("delivery.begun")
@dataclass(frozen=True, slots=True)
class Begun:
    channel: str
    attempt: int


@stored("delivery.sent")
@dataclass(frozen=True, slots=True)
class Sent:
    channel: str
    attempt: int
    digest: str = ""
    template_hash: str = ""


@stored("delivery.failed")
@dataclass(frozen=True, slots=True)
class Failed:
    channel: str
    attempt: int
    code: str
    retry_at: datetime


@stored("delivery.uncertain")
@dataclass(frozen=True, slots=True)
class Uncertain:
    channel: str
    attempt: int
    code: str


@stored("delivery.given_up")
@dataclass(frozen=True, slots=True)
class GivenUp:
    channel: str
    attempt: int
    code: str


@stored("delivery.renewed")
@dataclass(frozen=True, slots=True)
class Renewed:
    """`number` counts from 1: the message then sent is another one for the gateway, too."""

    number: int


@stored("delivery.confirmed")
@dataclass(frozen=True, slots=True)
class Confirmed:
    """By the person in the entry's `actor`."""

    number: int


@stored("delivery.gathered")
@dataclass(frozen=True, slots=True)
class Gathered:
    digest: str


@stored("delivery.released")
@dataclass(frozen=True, slots=True)
class Released:
    digest: str
    code: str


@stored("delivery.receipted")
@dataclass(frozen=True, slots=True)
class Receipted:
    channel: str
    outcome: str
    happened: datetime


Event = Begun | Sent | Failed | Uncertain | GivenUp | Renewed | Confirmed | Gathered | Released | Receipted
EVENTS = (Begun, Sent, Failed, Uncertain, GivenUp, Renewed, Confirmed, Gathered, Released, Receipted)
