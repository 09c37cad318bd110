"""What a work order is told when something was written down wrongly, or the rules changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Private, Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class CorrectAsker:
    """Intake corrected a field of `correcting.FIELDS`: `value` for what is private, `clear` for the kind."""

    case_no: str
    field: str
    value: Private | None
    clear: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Recompute:
    """By the dispatch desk: running duties are due by the rules now in force. `begun` is when each of them began, and
    `seen` when it was due, as the log says: duty → time."""

    case_no: str
    begun: Mapping[str, datetime]
    seen: Mapping[str, datetime]
    reason: Text
    moment: Moment


CorrectingCommand = CorrectAsker | Recompute
