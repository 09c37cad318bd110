"""What may be asked of a commitment."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Text
from shared.rules.moment import Moment

KINDS = ("promise", "land", "approval", "innovation", "market")
"""政府承诺, 用地, 备案审批环评, 创新, 管理和市场: the kinds of help in the notice, 二（三）2."""


@dataclass(frozen=True, slots=True)
class Register:
    """`commitment` is its id, random; `case_no` the case it comes of, or ""; `due_at` was promised by the unit."""

    commitment: str
    moment: Moment
    unit: str
    kind: str
    matter: Text
    due_at: datetime
    case_no: str = ""


@dataclass(frozen=True, slots=True)
class ShowEvidence:
    """The unit says how it keeps its word."""

    commitment: str
    moment: Moment
    evidence: Text


@dataclass(frozen=True, slots=True)
class ConfirmKept:
    """Supervision has seen that it was kept."""

    commitment: str
    moment: Moment
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class SendBack:
    """Supervision does not take the evidence."""

    commitment: str
    moment: Moment
    reason: Text


@dataclass(frozen=True, slots=True)
class Withdraw:
    """It is no commitment any more."""

    commitment: str
    moment: Moment
    reason: Text


@dataclass(frozen=True, slots=True)
class LapseCommitment:
    commitment: str
    moment: Moment


Command = Register | ShowEvidence | ConfirmKept | SendBack | Withdraw | LapseCommitment
COMMANDS = (Register, ShowEvidence, ConfirmKept, SendBack, Withdraw, LapseCommitment)
