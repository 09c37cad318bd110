"""What an instruction can be told; one stream for each case, its instructions numbered."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class GiveInstruction:
    """By a leader. The first of `addressees` (units) leads; without `due_at` the limit `report_instruction` holds."""

    case_no: str
    addressees: tuple[str, ...]
    text: Text
    due_at: datetime | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class ReportInstruction:
    """By an addressee: what was done."""

    case_no: str
    number: int
    text: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class FinishInstruction:
    """By the leader who gave it, or the dispatch desk, when the leading unit has reported."""

    case_no: str
    number: int
    moment: Moment


@dataclass(frozen=True, slots=True)
class LapseInstruction:
    case_no: str
    moment: Moment


Command = GiveInstruction | ReportInstruction | FinishInstruction | LapseInstruction
