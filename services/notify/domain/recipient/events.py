"""What a recipient says. Closed fields keep their home in the service that closed them."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("recipient.noted")
@dataclass(frozen=True, slots=True)
class Noted:
    """`confidential`: nothing but the number is told."""

    asker: str
    anonymous: bool
    name: Private | None
    phone: Private | None
    source: str
    source_no: str
    confidential: bool = False
    urgent: bool = False


@stored("recipient.corrected")
@dataclass(frozen=True, slots=True)
class Corrected:
    """`field` is `name` or `phone`; from now on it is this `value` (none: it was taken out)."""

    field: str
    value: Private | None


@stored("recipient.urgency_marked")
@dataclass(frozen=True, slots=True)
class UrgencyMarked:
    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is told. `delivery` is the stream in which it is sent; `cause` the type of the event that led to it.

    `leading` (a case number), `to_name` (where it was transferred), `kind` (of a meeting, a card), `at` (a meeting's time)
    and `number` (a letter's, a decision's) fill the places of that name.
    """

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
    leading: str = ""
    to_name: str = ""
    kind: str = ""
    at: datetime | None = None
    number: str = ""
    urgent: bool = False


@stored("delivery.planned")
@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Message):
    """`channel`: `sms`, `email`, `wechat`, `file`, and `http` or `file` for the source (whose number is `source_no`).

    `digest`: it may wait for the unit's digest at `not_before`; without it `not_before` is the end of quiet hours.
    `templates` is the hash of the rules' part in force, `template_hash` that of the template: its version.
    """

    channel: str
    asker: str
    name: Private | None
    phone: Private | None
    source: str
    source_no: str
    digest: bool = False
    not_before: datetime | None = None
    templates: str = ""
    template_hash: str = ""


@stored("delivery.deferred")
@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred(Message):
    """It waits until we hear whom the case belongs to."""


Event = Noted | Corrected | UrgencyMarked | Planned | Deferred
EVENTS = (Noted, Corrected, UrgencyMarked, Planned, Deferred)
