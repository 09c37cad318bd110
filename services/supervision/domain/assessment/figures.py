"""Figures: a rate over rows, with and without what is excluded, by groups, and ranked."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from services.supervision.domain.assessment.period import Period
from services.supervision.domain.assessment.rates import Rate
from services.supervision.domain.assessment.row import Row

ALL = "all"
Excluded = Collection[tuple[str, str]]
"""(case number, rate's code or `all`) of what was excluded with approval."""
GROUPS: Mapping[str, Callable[[Row], str]] = {
    "unit": lambda row: row.unit,
    "channel": lambda row: row.channel,
    "theme": lambda row: row.theme,
    "kind": lambda row: row.kind,
    "level": lambda row: row.level,
    "place": lambda row: row.place,
}


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many."""

    numerator: int
    denominator: int

    @property
    def share(self) -> Fraction | None:
        """None where there is nothing to count."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def percent(self) -> str:
        """Two decimals, halves up: `99.61`; empty where there is nothing to count."""
        if not self.denominator:
            return ""
        hundredths = (self.numerator * 20_000 + self.denominator) // (2 * self.denominator)
        return f"{hundredths // 100}.{hundredths % 100:02}"


@dataclass(frozen=True, slots=True)
class Counted:
    """One row behind a figure: whether it is in the numerator, and whether it is excluded."""

    row: Row
    met: bool
    excluded: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """`cases` is the whole denominator; `all` counts it, `kept` what is not excluded."""

    rate: Rate
    cases: Sequence[Counted]

    @property
    def all(self) -> Count:
        """As it is, nothing left out."""
        return _count(self.cases)

    @property
    def kept(self) -> Count:
        """Without what was excluded."""
        return _count([case for case in self.cases if not case.excluded])


def _count(cases: Sequence[Counted]) -> Count:
    return Count(sum(case.met for case in cases), len(cases))


def figure(rate: Rate, rows: Iterable[Row], period: Period, excluded: Excluded = ()) -> Figure:
    """One rate over these rows."""
    counted = (row for row in rows if rate.counted(row, period))
    return Figure(rate, [Counted(row, rate.met(row, period), _excluded(row, rate, excluded)) for row in counted])


def _excluded(row: Row, rate: Rate, excluded: Excluded) -> bool:
    return (row.case_no, rate.code) in excluded or (row.case_no, ALL) in excluded


def grouped(rate: Rate, rows: Iterable[Row], period: Period, by: str, excluded: Excluded = ()) -> dict[str, Figure]:
    """The figure of each group, by its code. Every counted row is in exactly one group."""
    key = GROUPS[by]
    whole = sorted(figure(rate, rows, period, excluded).cases, key=lambda case: key(case.row))
    return {code: Figure(rate, list(cases)) for code, cases in groupby(whole, key=lambda case: key(case.row))}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the league; `rank` None: too few cases to be ranked."""

    code: str
    figure: Figure
    rank: int | None


def league(figures: Mapping[str, Figure], least: int) -> list[Place]:
    """The best first; equal shares have the same rank and the next is that much further. Excluded cases are left out."""
    ranked = {code: one for code, one in figures.items() if one.kept.denominator >= max(least, 1)}
    rest = [Place(code, one, None) for code, one in sorted(figures.items()) if code not in ranked]
    order = sorted(ranked, key=lambda code: (_merit(ranked[code]), code))
    merits = [_merit(ranked[code]) for code in order]
    return [*(Place(code, ranked[code], merits.index(_merit(ranked[code])) + 1) for code in order), *rest]


def _merit(one: Figure) -> Fraction:
    share = one.kept.share or Fraction(0)
    return -share if one.rate.higher else share
