"""What a recipient says. Closed fields keep their home in the service that closed them."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("recipient.noted")
@dataclass(frozen=True, slots=True)
class Noted:
    asker: str
    anonymous: bool
    name: Private | None
    phone: Private | None
    source: str
    source_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is told. `delivery` is the stream in which it is sent; `cause` the type of the event that led to it."""

    delivery: str
    template: str
    to: str
    cause: str
    unit: str
    round: int
    duty: str
    due_at: datetime | None
    end: str
    resolved: bool | None
    public: Private | None
    advice: Private | None


@stored("delivery.planned")
@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Message):
    """`channel`: `sms`, `email`, `wechat`, `file`, and `http` or `file` for the source (whose number is `source_no`)."""

    channel: str
    asker: str
    name: Private | None
    phone: Private | None
    source: str
    source_no: str


@stored("delivery.deferred")
@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred(Message):
    """It waits until we hear whom the case belongs to."""


Event = Noted | Planned | Deferred
EVENTS = (Noted, Planned, Deferred)
