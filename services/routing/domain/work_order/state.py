"""The state of a work order: what decisions need to know, and no more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.routing.domain.work_order.appeal import NOBODY, Asking
from services.routing.domain.work_order.events import Kept, Noted
from services.routing.domain.work_order.traits import NO_TRAITS, Traits
from shared.kernel.duty import Duty
from shared.kernel.text import Private


class State(StrEnum):
    """Where the order stands. `DISPATCHED` waits for signing, `SIGNED` is being handled."""

    UNKNOWN = "unknown"
    NOTED = "noted"
    HELD = "held"
    DISPATCHED = "dispatched"
    RETURNED = "returned"
    SIGNED = "signed"
    SUSPENDED = "suspended"
    ANSWERED = "answered"
    APPROVED = "approved"
    CLOSED = "closed"
    ARCHIVED = "archived"
    MERGED = "merged"
    TRANSFERRED = "transferred"
    POOLED = "pooled"


OPEN = frozenset(
    {
        *(State.HELD, State.DISPATCHED, State.RETURNED, State.SIGNED, State.SUSPENDED),
        *(State.ANSWERED, State.APPROVED, State.TRANSFERRED, State.POOLED),
    },
)
"""Somebody still has something to do."""
IN_HAND = (State.HELD, State.DISPATCHED, State.RETURNED, State.SIGNED)
"""Before the answer."""


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """`duties` run; `asleep` are the unit's while its return is being settled; `put_by` is the answer that was given
    in time and may be sent back. `contacts` are the times of this round's contacts and attempts.
    `withdrawn` only when the asker took back what was archived. `answer_due` is when the answer is, or was, due;
    `asked` the amount of time asked for and not settled, or 0, `requests` how often in this round; `kept` is what
    sleeps since `suspended_at`, `suspended_before` what earlier suspensions took in all. `returns` and
    `returns_refused` count over the whole case, as `returned_by` does. `leading` is the case it follows (or was closed with), `link`
    intake's name for that,
    `followers` those that will be closed with this one; `over` says how intake ended it before it was opened.
    `common_need` is the id of the one its case belongs to. `classified` is the level it was classified with,
    `form` how the unit handles it, `coordinated` what leaders and meetings did for it, in any round."""

    state: State = State.UNKNOWN
    round: int = 0
    noted: Noted | None = None
    asking: Asking = NOBODY
    catalogue: str = ""
    level: str = ""
    unit: str = ""
    form: str = ""
    return_by: datetime | None = None
    returned_from: State = State.DISPATCHED
    duties: tuple[Duty, ...] = ()
    asleep: tuple[Duty, ...] = ()
    put_by: tuple[Duty, ...] = ()
    contacts: frozenset[datetime] = frozenset()
    reached: bool = False
    public: Private | None = None
    resolved: bool = False
    answered_by: str = ""
    asks: frozenset[str] = frozenset()
    supplements: frozenset[int] = frozenset()
    end: str = ""
    withdrawn: bool = False
    traits: Traits = NO_TRAITS
    supporting: tuple[str, ...] = ()
    answer_due: datetime | None = None
    asked: int = 0
    requests: int = 0
    source_agreed: bool = False
    kept: tuple[Kept, ...] = ()
    review_at: datetime | None = None
    suspended_at: datetime | None = None
    suspended_before: timedelta = timedelta()
    returns: int = 0
    returns_refused: int = 0
    returned_by: frozenset[str] = frozenset()
    leading: str = ""
    link: str = ""
    followers: tuple[str, ...] = ()
    over: str = ""
    common_need: str = ""
    classified: str = ""
    coordinated: frozenset[str] = frozenset()

    @property
    def phone(self) -> Private | None:
        """The asker's number as it is known now."""
        return self.asking.phone

    @property
    def pooled_in(self) -> str:
        """The common need it is handled as part of now, or ""."""
        return self.common_need if self.state is State.POOLED else ""

    @property
    def counted_in(self) -> str:
        """The common need that may count it as a member, also by the case it follows, or ""."""
        return self.common_need if self.state in (State.POOLED, State.MERGED) else ""

    def without(self, *duties: str) -> tuple[Duty, ...]:
        """The running duties but these."""
        return tuple(duty for duty in self.duties if duty.duty not in duties)

    def only(self, duty: str) -> tuple[Duty, ...]:
        """The running duty of this name, if there is one."""
        return tuple(one for one in self.duties if one.duty == duty)
