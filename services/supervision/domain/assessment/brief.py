"""The daily and weekly brief (日报/周报): one period as it stood at its end, from the same rows as every figure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.supervision.domain.assessment.figures import Excluded, Figure, figure
from services.supervision.domain.assessment.period import Period
from services.supervision.domain.assessment.rates import BY_CODE
from services.supervision.domain.assessment.row import Lapse, Row

OLDEST = 10
RATES = ("satisfaction", "resolution", "closed_in_time", "overdue_open")


@dataclass(frozen=True, slots=True)
class Old:
    """A case that is not closed: when it was received, which unit has it now; if none, `aside` says why, or "" at a
    desk.
    """

    case_no: str
    received_at: datetime
    unit: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """`received` by channel; `responses` by what intake did; `closed`, `overdue`, `returned`, `reopened` by unit.

    `lapses` are what ran out in the period, with the case's number; `open` cases not yet closed, `oldest` those that wait longest.
    """

    period: Period
    received: Mapping[str, int]
    responses: Mapping[str, int]
    withdrawn: int
    closed: Mapping[str, int]
    overdue: Mapping[str, int]
    returned: Mapping[str, int]
    reopened: Mapping[str, int]
    rates: Sequence[Figure]
    open: int
    oldest: Sequence[Old]
    lapses: Sequence[tuple[str, Lapse]]

    @property
    def units(self) -> list[str]:
        """The units that anything is told of."""
        told = (self.closed, self.overdue, self.returned, self.reopened)
        return sorted({unit for one in told for unit in one})


def brief(rows: Sequence[Row], period: Period, excluded: Excluded = ()) -> Brief:
    """The brief over rows that were made as of the period's end (or of now, while it runs)."""
    inside = period.inside
    firsts = [row for row in rows if row.first]
    rates = {code: figure(BY_CODE[code], rows, period, excluded) for code in RATES}
    oldest = oldest_of(rows)
    return Brief(
        period=period,
        received=_by(firsts, lambda row: row.channel, lambda row: inside(row.received_at)),
        responses=_by(firsts, lambda row: row.response, lambda row: inside(row.responded_at)),
        withdrawn=sum(inside(row.withdrawn_at) for row in firsts),
        closed=_by(rows, _unit, lambda row: row.begun_at is not None and inside(row.closed_at)),
        overdue=_by([case.row for case in rates["overdue_open"].cases if case.met], _unit),
        returned=Counter(row.unit for row in rows for at in row.returns if inside(at)),
        reopened=_by(rows, _unit, lambda row: row.how == "reopened" and inside(row.begun_at)),
        rates=list(rates.values()),
        open=len(oldest),
        oldest=oldest[:OLDEST],
        lapses=lapses_of(rows, period),
    )


def oldest_of(rows: Iterable[Row]) -> list[Old]:
    """The cases neither closed nor ended, the longest waiting first; who has each now."""
    last = {row.case_no: row for row in rows if row.case_open}
    waiting = [
        Old(no, row.received_at, "" if row.ended_at else row.unit, row.aside)
        for no, row in last.items()
        if row.received_at and row.closed_at is None
    ]
    return sorted(waiting, key=lambda one: (one.received_at, one.case_no))


def lapses_of(rows: Iterable[Row], period: Period) -> list[tuple[str, Lapse]]:
    """What ran out in the period, by time; once, also where a unit was handed what was overdue already."""
    told = {(row.case_no, lapse) for row in rows for lapse in (*row.lapses, *row.elsewhere)}
    inside = [one for one in told if period.inside(one[1].due_at) and one[1].due_at < period.until]
    return sorted(inside, key=lambda one: (one[1].due_at, one[0], one[1].duty))


def _unit(row: Row) -> str:
    return row.unit


def _by(
    rows: Iterable[Row], key: Callable[[Row], str], which: Callable[[Row], bool] = lambda _: True
) -> Mapping[str, int]:
    return Counter(key(row) for row in rows if which(row))
