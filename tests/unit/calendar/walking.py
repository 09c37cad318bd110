"""A limit's whole life, walked minute by minute: pauses and extensions in any order, on the oracle's days.

Independent of `shared.calendar`: nothing is searched or computed ahead, a minute is only ever looked at when its turn
comes. A limit is so many units; a working day is spent when it begins (at midnight), a half day when it opens, a
minute when it has passed. It is due when the last one ends: the day or half at its closing, the minute a minute later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.unit.calendar.oracle import DAY, MINUTE, Office

UNITS = {"working_hours": 60, "hours": 60, "calendar_days": 24 * 60}
"""Minutes of what is counted in minutes; a working minute and a minute are one."""
WHOLE = ("working_days", "working_half_days")
LONGEST = 800 * DAY


@dataclass(frozen=True)
class Happening:
    """`kind`: `pause`, `resume` or `extend`, which has an amount of a measure."""

    at: datetime
    kind: str
    amount: int = 0
    measure: str = ""


@dataclass
class Walk:
    """The limit on its way: `left` units of `measure` are unspent; `more` begins when these end.

    `opening` are the day's opening minutes, `clock` the minute of the day.
    """

    left: int
    measure: str
    opening: tuple[tuple[int, int], ...] = ()
    clock: int = 0
    paused: bool = False
    more: tuple[int, str] | None = None

    def happen(self, what: Happening) -> None:
        """A pause, a resumption, or an extension: units more, or a limit of another measure when these have ended."""
        if what.kind in ("pause", "resume"):
            self.paused = what.kind == "pause"
            self.left += not self.paused and self.measure in WHOLE and not self.left and not self.runs()
        elif what.measure == self.measure:
            self.left += units(what.amount, what.measure)
        else:
            self.more = (units(what.amount, what.measure), what.measure)

    def runs(self) -> bool:
        """Whether a day (from midnight on) or a half day runs. What was paused on its last one needs one to run."""
        if self.measure == "working_days":
            return bool(self.opening) and self.clock < self.opening[-1][1]
        return any(opens <= self.clock < closes for opens, closes in self.opening)

    def turn(self) -> None:
        """The minute begins: so may a day or a half day, which then is spent."""
        if self.left and not self.paused and self.opening and self.measure in WHOLE:
            begins = (0,) if self.measure == "working_days" else [opens for opens, _ in self.opening]
            self.left -= self.clock in begins

    def ends(self) -> bool:
        """Whether the last day or half day closes with the beginning of this minute."""
        if self.paused or self.left or self.measure not in WHOLE:
            return False
        closings = [closes for _, closes in self.opening]
        return self.clock in (closings[-1:] if self.measure == "working_days" else closings)

    def passes(self) -> bool:
        """The minute passes; whether it was the last of those that are counted."""
        if self.paused or self.measure in WHOLE:
            return False
        is_open = any(opens <= self.clock < closes for opens, closes in self.opening)
        self.left -= is_open or not self.measure.startswith("working")
        return self.left == 0

    def goes_on(self) -> bool:
        """The limit has ended; whether another follows from here on."""
        if self.more is None:
            return False
        (self.left, self.measure), self.more = self.more, None
        return True


def due_at(
    office: Office, start: datetime, amount: int, measure: str, happenings: Sequence[Happening] = ()
) -> datetime:
    """When it is due in the end; whole minutes. AssertionError where something happens after that."""
    walk, waiting = Walk(units(amount, measure), measure), list(happenings)
    minute, goes_on = start, True
    while goes_on and minute < start + LONGEST:
        walk.clock = minute.hour * 60 + minute.minute
        if minute == start or not walk.clock:
            walk.opening = office.opening(minute.date())
        if minute > start:
            walk.turn()
        if walk.ends() and not walk.goes_on():
            break
        while waiting and waiting[0].at == minute:
            walk.happen(waiting.pop(0))
        last = walk.passes()
        minute += MINUTE
        goes_on = not last or walk.goes_on()
    assert not waiting, f"{waiting} after {minute}"
    return minute


def units(amount: int, measure: str) -> int:
    """Days and halves as they are, all else in minutes."""
    return amount * UNITS.get(measure, 1)
