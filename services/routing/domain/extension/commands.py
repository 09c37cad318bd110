"""What an extension can be told. `case_no` and `unit` find it; `round` is the order's."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class AskExtension:
    """More time for what is due at `due_at`: `amount` in the measure of the limit `extension`."""

    case_no: str
    unit: str
    round: int
    amount: int
    due_at: datetime
    reason: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class SettleExtension:
    """By the dispatch desk: what waits is granted, or refused with a reason. `source_agreed`: to more time than it gave."""

    case_no: str
    unit: str
    round: int
    granted: bool
    source_agreed: bool
    reason: Text | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class DropExtension:
    """What it was asked for is over: answered, returned, suspended, ended."""

    case_no: str
    unit: str
    round: int
    moment: Moment


@dataclass(frozen=True, slots=True)
class LapseExtension:
    """Say now that the desk let a request lie; any deed would say it too."""

    case_no: str
    unit: str
    moment: Moment


Command = AskExtension | SettleExtension | DropExtension | LapseExtension
