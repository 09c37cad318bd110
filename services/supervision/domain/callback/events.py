"""What a callback says. Officers' words are closed under the case's key; the source's keep their home in intake."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("callback.planned")
@dataclass(frozen=True, slots=True)
class Planned:
    """`by`: `us` or `source`. `duties`: the callback; none where it is settled at once.

    `at_once`: the desk answered it, without an order.
    """

    round: int
    unit: str
    by: str
    duties: tuple[Duty, ...]
    asker: str
    name: Private | None
    phone: Private | None
    anonymous: bool
    at_once: bool = False


@stored("callback.attempted")
@dataclass(frozen=True, slots=True)
class Attempted:
    round: int
    outcome: str
    attempt: int
    remark: Private | None


@stored("callback.recorded")
@dataclass(frozen=True, slots=True)
class Recorded:
    """Three separate facts; None: the asker did not say. `by`: `us` or `source`."""

    round: int
    contacted: bool
    resolved: bool | None
    satisfied: bool | None
    remark: Private | None
    by: str


@stored("callback.settled")
@dataclass(frozen=True, slots=True)
class Settled:
    """`end`: `satisfied`, `dissatisfied_final`, `unreachable`, `not_called`; `reason` a code where it was not called.

    `grounds` and `approver` stand beside `dissatisfied_final`; `asked_to_reopen`: whether any round was asked for.
    """

    round: int
    end: str
    asked_to_reopen: bool
    reason: str = ""
    grounds: Private | None = None
    approver: str = ""


@stored("callback.reopen_asked")
@dataclass(frozen=True, slots=True)
class ReopenAsked:
    """An ask of routing: to be answered by `due_at`, else it lapses to the unit `desk`."""

    round: int
    ask: str
    due_at: datetime
    desk: str


@stored("callback.reopen_answered")
@dataclass(frozen=True, slots=True)
class ReopenAnswered:
    """`late`: it came after the ask had lapsed, or when it no longer mattered, and has no effect."""

    round: int
    ask: str
    accepted: bool
    code: str
    late: bool = False


@stored("callback.referred")
@dataclass(frozen=True, slots=True)
class Referred:
    """Left to a person, who must settle it: `refused` (no new round), `again` (dissatisfied once more), `at_once`.

    `unit` is whose handling it is about; not said in entries of old.
    """

    round: int
    why: str
    duties: tuple[Duty, ...]
    unit: str = ""


@stored("callback.final_proposed")
@dataclass(frozen=True, slots=True)
class FinalProposed:
    """To be approved by another account than `by`; `approver` is who was asked, or ""."""

    round: int
    grounds: Private
    by: str
    approver: str


@stored("callback.final_declined")
@dataclass(frozen=True, slots=True)
class FinalDeclined:
    round: int
    reason: Private


@stored("callback.terms_noted")
@dataclass(frozen=True, slots=True)
class TermsNoted:
    """What sampling goes by, and whom to call where the desk may answer at once."""

    channel: str
    level: str
    asker: str
    name: Private | None
    phone: Private | None
    anonymous: bool


@stored("callback.dropped")
@dataclass(frozen=True, slots=True)
class Dropped:
    """Nobody is called any more: the order was `withdrawn` or `cancelled`."""

    round: int
    why: str


@stored("callback.reopening")
@dataclass(frozen=True, slots=True)
class Reopening:
    """The order goes on in this new round without our asking: whatever became of the old one, its closing is awaited."""

    round: int


@stored("callback.source_noted")
@dataclass(frozen=True, slots=True)
class SourceNoted:
    """The source's result came before we heard of the closing: kept until then, at most until `due_at`."""

    ask: str
    contacted: bool
    resolved: bool | None
    satisfied: bool | None
    remark: Private | None
    at: datetime
    due_at: datetime


@stored("callback.source_answered")
@dataclass(frozen=True, slots=True)
class SourceAnswered:
    """The answer to `appeal.callback_reported`."""

    ask: str
    accepted: bool
    code: str


@stored("callback.lapsed")
@dataclass(frozen=True, slots=True)
class Lapsed:
    round: int
    duty: str
    unit: str
    due_at: datetime

    @property
    def happened_at(self) -> datetime:
        return self.due_at


@stored("callback.ask_lapsed")
@dataclass(frozen=True, slots=True)
class AskLapsed:
    """`duties`: the desk must settle it, if the round still waited for the answer."""

    round: int
    ask: str
    due_at: datetime
    desk: str
    duties: tuple[Duty, ...]

    @property
    def happened_at(self) -> datetime:
        return self.due_at


Event = (
    Planned
    | Attempted
    | Recorded
    | Settled
    | ReopenAsked
    | ReopenAnswered
    | Referred
    | Dropped
    | Reopening
    | SourceNoted
    | SourceAnswered
    | Lapsed
    | AskLapsed
    | FinalProposed
    | FinalDeclined
    | TermsNoted
)
EVENTS = (
    *(Planned, Attempted, Recorded, Settled, ReopenAsked, ReopenAnswered, Referred, Dropped),
    *(Reopening, SourceNoted, SourceAnswered, Lapsed, AskLapsed, FinalProposed, FinalDeclined, TermsNoted),
)
