"""What a meeting can be told; one stream for each case (or common need), its meetings numbered.

`case_no` is the case's number, or `common_need/<id>`.
"""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Convene:
    """`kind`: `consultation` (会商), `special` (专题会议), `on_site` (现场会办); `at` when it is held, `units` who come."""

    case_no: str
    kind: str
    at: datetime
    place: str
    units: tuple[str, ...]
    agenda: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class Decided:
    """One thing that was decided: `unit` does it by `due_at`."""

    unit: str
    text: Text
    due_at: datetime


@dataclass(frozen=True, slots=True)
class RecordMeeting:
    """It was held: who was there, what was decided, the minutes."""

    case_no: str
    number: int
    present: tuple[str, ...]
    decisions: tuple[Decided, ...]
    minutes: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class FinishDecision:
    """By the unit it was given to: done; `note` says how."""

    case_no: str
    number: int
    decision: int
    note: Text | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class CancelMeeting:
    case_no: str
    number: int
    reason: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class LapseMeeting:
    case_no: str
    moment: Moment


Command = Convene | RecordMeeting | FinishDecision | CancelMeeting | LapseMeeting
