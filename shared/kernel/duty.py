"""A duty: something a unit must do by a time (时限任务). Whoever creates it writes its due time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """`duty` is what is to be done (`sign`, `first_contact`, `answer`, …), `unit` who must,
    `limit` the code of the limit it was computed from, `rules` the content hashes of limits and calendar used
    (`<limits>+<calendar>`, the first twelve hex digits of each)."""

    duty: str
    unit: str
    due_at: datetime
    limit: str
    rules: str
