"""One case in the making: what its milestones, told in order, change. Who changes what stands beside."""

from datetime import datetime
from typing import NamedTuple

from services.supervision.domain.assessment.milestone import DUTIES, Milestone
from services.supervision.domain.assessment.row import Lapse, Row
from shared.kernel.times import unstamp

CASE = (
    *("channel", "kind", "place", "received_at", "responded_at", "response"),
    *("withdrawn_at", "case_ended_at", "end", "aside"),
)
"""What every row of a case repeats."""
UNITS = frozenset({"sign", "first_contact", "answer", "approve", "close"})
DESKS = frozenset({"accept", "dispatch", "settle_return", "callback", "settle"})
"""The duties whose end is told by a milestone, so that silence until the due time is a lapse. Of others, such as
reviews and confirmations, only the lapse that is said counts."""


class Owed(NamedTuple):
    """By a desk, of a round: an entry of the next round can be told before the callback of the one before."""

    unit: str
    round: int
    due_at: datetime


class Story:
    """A case in the making: its rows, the last of which is the latest handling; what desks owe it; how often a unit was
    handed it."""

    def __init__(self, case_no: str) -> None:
        self.case = Row(case_no=case_no)
        self.rows = [self.case]
        self.desk: dict[str, Owed] = {}
        self.handed = 0

    @property
    def last(self) -> Row:
        """The latest handling, or the case as nobody has it yet."""
        return self.rows[-1]

    @property
    def in_hand(self) -> Row | None:
        """The handling that goes on."""
        return self.last if self.last.open else None

    def of_round(self, round_: int) -> Row:
        """The last handling of this round; the latest where there is none of it."""
        return next((row for row in reversed(self.rows) if row.round == round_), self.last)

    def end_handling(self, at: datetime) -> None:
        """The unit has it no more."""
        if row := self.in_hand:
            row.ended_at, row.running, row.asleep = at, {}, {}

    def lay_aside(self, at: datetime, why: str = "") -> None:
        """No unit has it, no desk owes it anything."""
        self.end_handling(at)
        self.desk, self.case.aside = {}, why

    def begin(self, what: Milestone, how: str) -> Row:
        """Another handling; the first takes the place of the row without a unit."""
        self.lay_aside(what.at)
        untouched = self.last is self.case and not self.case.unit
        row = self.case if untouched else Row(case_no=what.case_no, first=False)
        if not untouched:
            row.catalogue, row.level, row.leading = self.last.catalogue, self.last.level, self.last.leading
            self.rows.append(row)
        row.unit, row.round, row.how = what.said["unit"], what.said.get("round", 1), how
        row.catalogue = what.said.get("catalogue") or row.catalogue
        row.level = what.said.get("level") or row.level
        return row

    def owe(self, what: Milestone) -> None:
        """The duties an entry names: the unit's own, and those of desks."""
        row = self.last
        for one in what.said.get(DUTIES, ()):
            due_at = unstamp(one["due_at"])
            if one["duty"] in UNITS and row.open:
                row.running[one["duty"]] = due_at
            elif one["duty"] in DESKS:
                self.desk[one["duty"]] = Owed(one["unit"], what.said.get("round") or max(row.round, 1), due_at)

    def lapse(self, lapse: Lapse, *, own: bool) -> None:
        """Said once, however often it is heard. `own`: it ran in the handling of that round, and is no matter beside it."""
        row = self.of_round(lapse.round)
        owner = row.lapses if own else self.case.elsewhere
        if lapse not in owner:
            owner.append(lapse)
        if lapse.duty == "callback":
            row.callback_late_at = lapse.due_at

    def overdue(self, at: datetime) -> None:
        """What was due before this time and not done has lapsed, said or not."""
        if row := self.in_hand:
            for duty in [duty for duty, due_at in row.running.items() if due_at < at]:
                self.lapse(Lapse(duty, row.unit, row.round, row.running.pop(duty)), own=True)
        for duty in [duty for duty, owed in self.desk.items() if owed.due_at < at]:
            self.lapse(Lapse(duty, *self.desk.pop(duty)), own=False)

    def told(self, as_of: datetime) -> list[Row]:
        """The rows as they were at that time."""
        self.overdue(as_of)
        for row in self.rows[1:]:
            for name in CASE:
                setattr(row, name, getattr(self.case, name))
        return self.rows
