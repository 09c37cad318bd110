"""What may be asked of a callback."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Private, Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class PlanCallback:
    """An order was closed at `closed_at`. `by`: `us` or `source`, who calls; name and phone keep their home.

    `route`: `closed`, or `at_once` where the desk answered without an order: whom to call was noted before.
    """

    case_no: str
    moment: Moment
    round: int
    unit: str
    closed_at: datetime
    by: str
    asker: str
    name: Private | None
    phone: Private | None
    anonymous: bool
    route: str = "closed"


@dataclass(frozen=True, slots=True)
class NoteTerms:
    """What sampling needs to know of the case before it is closed; what is empty here is left as it is known."""

    case_no: str
    moment: Moment
    channel: str = ""
    level: str = ""
    asker: str = ""
    name: Private | None = None
    phone: Private | None = None
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """Called, not spoken: `outcome` is one of OUTCOMES; `attempt` (1, 2, 3) is which one this is."""

    case_no: str
    moment: Moment
    attempt: int
    outcome: str
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Called and spoken. None: the asker did not say."""

    case_no: str
    moment: Moment
    contacted: bool
    resolved: bool | None
    satisfied: bool | None
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class ReportBySource:
    """The source called and says how it was: an ask, to be answered by `due_at`."""

    case_no: str
    moment: Moment
    ask: str
    contacted: bool
    resolved: bool | None
    satisfied: bool | None
    remark: Private | None
    at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerReopen:
    """Routing's answer to our ask to reopen."""

    case_no: str
    moment: Moment
    ask: str
    accepted: bool
    code: str


@dataclass(frozen=True, slots=True)
class NoteReopened:
    """The order goes on in a new round, whoever asked for it (`ask` "" when a person did it)."""

    case_no: str
    moment: Moment
    round: int
    ask: str


@dataclass(frozen=True, slots=True)
class DropCallback:
    """The order ended before anybody was called: `withdrawn` by the asker, `cancelled` by the source."""

    case_no: str
    moment: Moment
    why: str


@dataclass(frozen=True, slots=True)
class SettleDissatisfied:
    """A supervisor proposes to end it for good, with a reason; another account approves.

    `approver` is who is asked to, or "": anybody who may.
    """

    case_no: str
    moment: Moment
    reason: Text
    approver: str = ""


@dataclass(frozen=True, slots=True)
class ApproveFinal:
    """Somebody else than who proposed it ends it for good."""

    case_no: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class DeclineFinal:
    """It is not to be ended so: it stays with supervision."""

    case_no: str
    moment: Moment
    reason: Text


@dataclass(frozen=True, slots=True)
class SettleNotCalled:
    """A supervisor ends it without an opinion of the asker; `reason` is one of NOT_CALLED."""

    case_no: str
    moment: Moment
    reason: str


@dataclass(frozen=True, slots=True)
class LapseDuties:
    """Say what has lapsed by now: the timer does it sooner than the next deed would."""

    case_no: str
    moment: Moment


Command = (
    PlanCallback
    | Attempt
    | Record
    | ReportBySource
    | AnswerReopen
    | NoteReopened
    | DropCallback
    | SettleDissatisfied
    | SettleNotCalled
    | NoteTerms
    | ApproveFinal
    | DeclineFinal
    | LapseDuties
)
COMMANDS = (
    *(PlanCallback, Attempt, Record, ReportBySource, AnswerReopen, NoteReopened, DropCallback),
    *(SettleDissatisfied, SettleNotCalled, LapseDuties, NoteTerms, ApproveFinal, DeclineFinal),
)
OUTCOMES = ("no_answer", "refused", "wrong_number")
