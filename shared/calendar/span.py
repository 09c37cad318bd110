"""How long: a limit as it is given, and what is left of one that is paused."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What a limit counts; see `shared.calendar` for each."""

    WORKING_HALF_DAYS = "working_half_days"
    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    WORKING_MINUTES = "working_minutes"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"
    MINUTES = "minutes"


STRETCHES = frozenset({Measure.WORKING_DAYS, Measure.WORKING_HALF_DAYS})
"""The measures that count whole working days or half days; the others are lengths of time."""

OPEN_TIME = frozenset({Measure.WORKING_HOURS, Measure.WORKING_MINUTES})
"""The lengths of time of which only opening hours count."""

WORKING = STRETCHES | OPEN_TIME
"""The measures for which it matters which days are worked."""

MINUTE = 60 * 1_000_000
MICROSECONDS = {
    Measure.WORKING_HOURS: 60 * MINUTE,
    Measure.WORKING_MINUTES: MINUTE,
    Measure.CALENDAR_DAYS: 24 * 60 * MINUTE,
    Measure.HOURS: 60 * MINUTE,
    Measure.MINUTES: MINUTE,
}

LONGEST = 20 * 366
"""In days. A limit beyond twenty years is a slip of the pen."""

IN_A_DAY = {
    Measure.WORKING_HALF_DAYS: 2,
    Measure.WORKING_DAYS: 1,
    Measure.WORKING_HOURS: 24,
    Measure.WORKING_MINUTES: 24 * 60,
    Measure.CALENDAR_DAYS: 1,
    Measure.HOURS: 24,
    Measure.MINUTES: 24 * 60,
}


@dataclass(frozen=True, slots=True)
class Span:
    """`amount` of `measure`, at least 1 and at most twenty years; ValueError otherwise.

    Amounts are whole, so that a rule has one canonical form and nothing is rounded: half a working day is
    `Span(1, Measure.WORKING_HALF_DAYS)`.
    """

    amount: int
    measure: Measure

    def __post_init__(self) -> None:
        most = LONGEST * IN_A_DAY[self.measure]
        if type(self.amount) is not int or not 1 <= self.amount <= most:
            raise ValueError(
                f"时限应为 1 至 {most} 的整数（半个工作日是 1 个 working_half_days），现在是 {self.amount!r}"
            )


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a limit while it is paused; plain enough to stand in an event.

    `amount` is in working days or half days for those measures (0: the running one was the last), and in
    microseconds for all others, so that nothing is lost. ValueError if it is negative.
    """

    amount: int
    measure: Measure

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"what remains cannot be negative: {self.amount}")


def whole(span: Span) -> Remaining:
    """All of a limit, none of it spent."""
    return Remaining(span.amount * MICROSECONDS.get(span.measure, 1), span.measure)
