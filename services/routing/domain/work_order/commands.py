"""What a work order can be told. `case_no` finds it; `moment` says when, by whom and under which rules."""

from dataclasses import dataclass
from datetime import datetime

from services.routing.domain.suggestion import Suggestion
from services.routing.domain.work_order.appeal import Appeal, File
from services.routing.domain.work_order.asking_commands import AskingCommand
from services.routing.domain.work_order.correcting_commands import CorrectingCommand
from services.routing.domain.work_order.help_commands import SaveDraft, Support
from services.routing.domain.work_order.leading_commands import LeadingCommand
from services.routing.domain.work_order.merging_commands import MergingCommand
from services.routing.domain.work_order.pooling_commands import PoolingCommand
from services.routing.domain.work_order.time_commands import AskTime, MarkUrgent, Resume, SettleTime, Suspend
from services.routing.domain.work_order.traits import NO_TRAITS, Traits
from shared.kernel.text import Private, Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class NoteAppeal:
    """Intake received the appeal; it waits for being accepted."""

    case_no: str
    appeal: Appeal
    suggestions: tuple[Suggestion, ...]
    moment: Moment


@dataclass(frozen=True, slots=True)
class Open:
    """Intake accepted the appeal; `kind` as intake settled it, or "" to leave it."""

    case_no: str
    kind: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Classify:
    """By the dispatch desk; an empty `level` takes the item's own; `traits` leave what they do not say."""

    case_no: str
    catalogue: str
    level: str
    moment: Moment
    traits: Traits = NO_TRAITS


@dataclass(frozen=True, slots=True)
class Dispatch:
    """By the dispatch desk. Empty `catalogue` or `level` keep what was classified, or take the item's own level.

    `form` is `immediate` (部门即办) or `assigned` (分发交办). `reason` is needed for a unit that returned the case.
    """

    case_no: str
    unit: str
    catalogue: str
    form: str
    level: str
    moment: Moment
    traits: Traits = NO_TRAITS
    supporting: tuple[str, ...] = ()
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    case_no: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Return:
    """The unit says it is not its duty; `basis` is one of `handling.BASES`."""

    case_no: str
    basis: str
    reason: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class SettleReturn:
    """By the dispatch desk: `accepted` takes the order back to the desk, otherwise it stays with the unit.

    `how` it was settled, one of `returning.WAYS`; a second return needs one.
    """

    case_no: str
    accepted: bool
    reason: Text | None
    moment: Moment
    how: str = ""


@dataclass(frozen=True, slots=True)
class FirstContact:
    """The unit spoke to the asker at `contacted_at`, or tried to (`reached` false)."""

    case_no: str
    reached: bool
    contacted_at: datetime
    note: Text | None
    moment: Moment
    number: Text | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    case_no: str
    note: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class Answer:
    """`internal` is the account of what was done, `public` what the asker is told; `parts` are the supporting units
    whose parts the same deed requires (`part.RequirePart`). The rest as in the event `Answered`."""

    case_no: str
    internal: Text
    public: Text
    resolved: bool
    moment: Moment
    parts: tuple[str, ...] = ()
    truth: str = ""
    beyond: str = ""
    unresolved: Text | None = None


@dataclass(frozen=True, slots=True)
class Approve:
    """By the unit's head, who is not the one who wrote the answer."""

    case_no: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class SendBack:
    """By the unit's head: the answer must be written again."""

    case_no: str
    reason: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class Close:
    case_no: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The asker withdrew the appeal."""

    case_no: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Supplement:
    """The asker or the source added words; `number` counts them in intake."""

    case_no: str
    number: int
    text: Private
    moment: Moment
    attachments: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Archive:
    """Supervision settled the callback of this round."""

    case_no: str
    round: int
    end: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class LapseDuties:
    """Say now what lapsed before the moment; any deed would say it too."""

    case_no: str
    moment: Moment


Command = (
    NoteAppeal
    | Open
    | Classify
    | Dispatch
    | Sign
    | Return
    | SettleReturn
    | FirstContact
    | Progress
    | Answer
    | Approve
    | SendBack
    | Close
    | Withdraw
    | Supplement
    | Archive
    | LapseDuties
    | SaveDraft
    | Support
    | AskTime
    | SettleTime
    | Suspend
    | Resume
    | MarkUrgent
    | AskingCommand
    | MergingCommand
    | LeadingCommand
    | PoolingCommand
    | CorrectingCommand
)
