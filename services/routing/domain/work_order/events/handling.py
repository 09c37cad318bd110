"""What the unit does, from signing to closing."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("work_order.signed")
@dataclass(frozen=True, slots=True)
class Signed:
    round: int
    unit: str


@stored("work_order.returned")
@dataclass(frozen=True, slots=True)
class Returned:
    round: int
    unit: str
    basis: str
    reason: Private
    duties: tuple[Duty, ...]


@stored("work_order.return_settled")
@dataclass(frozen=True, slots=True)
class ReturnSettled:
    """`how`: `consultation` or `instruction`, where the rules ask for one of them; else ""."""

    round: int
    unit: str
    accepted: bool
    reason: Private | None
    how: str = ""


@stored("work_order.contacted")
@dataclass(frozen=True, slots=True)
class Contacted:
    """An attempt too is a contact (`reached` false). `number` is the one that was called;
    `number_is_askers` whether it is the asker's own, None where nobody can say."""

    round: int
    unit: str
    reached: bool
    contacted_at: datetime
    note: Private | None
    number: Private | None = None
    number_is_askers: bool | None = None


@stored("work_order.progressed")
@dataclass(frozen=True, slots=True)
class Progressed:
    round: int
    unit: str
    note: Private


@stored("work_order.answered")
@dataclass(frozen=True, slots=True)
class Answered:
    """`by` is the account that wrote it: another one must approve.

    `truth`: `true`, `partly` or `false` (诉求属实); `beyond`: why it is beyond the unit's duty, one of
    `answering.BEYOND`, or ""; `unresolved`: why it is not resolved."""

    round: int
    unit: str
    internal: Private
    public: Private
    resolved: bool
    by: str
    duties: tuple[Duty, ...]
    truth: str = ""
    beyond: str = ""
    unresolved: Private | None = None


@stored("work_order.approved")
@dataclass(frozen=True, slots=True)
class Approved:
    round: int
    unit: str
    public: Private
    duties: tuple[Duty, ...]


@stored("work_order.sent_back")
@dataclass(frozen=True, slots=True)
class SentBack:
    """`duties`: the answer again, by the time it was due before; none when that had lapsed already."""

    round: int
    unit: str
    reason: Private
    duties: tuple[Duty, ...]


@stored("work_order.closed")
@dataclass(frozen=True, slots=True)
class Closed:
    """`contact`: `contacted`, `three_attempts`, `anonymous`, `confidential`, `no_number`, or `followed` with the answer of
    the case `leading` or of a common need. `followers` are the cases that are closed with this answer in turn."""

    round: int
    unit: str
    closed_at: datetime
    resolved: bool
    contact: str
    public: Private
    callback_by: str
    asker: str
    name: Private | None
    phone: Private | None
    anonymous: bool
    leading: str = ""
    followers: tuple[str, ...] = ()
    common_need: str = ""
    catalogue: str = ""
    level: str = ""
    confidential: bool = False
