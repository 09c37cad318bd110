"""The figures of the assessment are a plain count over the logs, at the end and at a moment before; parts are the whole.

`services.supervision` makes them of milestones, told as stories; `tests.counting` looks for entries alone.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from services.supervision.domain.assessment.figures import ALL, Count, figure, grouped
from services.supervision.domain.assessment.milestone import SERVICES, Milestone, kept
from services.supervision.domain.assessment.period import DAY, Period, day_of
from services.supervision.domain.assessment.row import Row
from shared.eventlog.fact import Fact
from tests.counting import Raw
from tests.simulation.invariants.record import Record

PARTS = ("unit", "channel")
AT_THE_END = ("overdue_open",)
"""Told of how things stand when a period ends: parts of a period do not add up."""


def rates_agree_with_the_logs(record: Record) -> Iterator[str]:
    """All ten."""
    facts = [fact for service in SERVICES for fact in record.said[service]]
    if not facts:
        return  # nobody did anything
    end = record.town.clock() + timedelta(seconds=1)
    rng, told = Random(len(facts)), milestones(facts)
    for as_of in (end, rng.choice(facts).time):
        rows = record.town.rows(told, as_of)
        whole = Period(day_of(facts[0].time) - DAY, day_of(end), as_of)
        yield from _counted(record, rows, whole, Raw(facts, as_of))
        yield from _added_up(record, rows, whole, rng)
        if as_of == end:
            yield from _without(record, rows, whole, facts)


def milestones(facts: Sequence[Fact]) -> list[Milestone]:
    """What the assessment's read model keeps of them."""
    return [
        Milestone(
            fact.time,
            fact.service,
            fact.position,
            fact.subject,
            fact.type,
            kept(fact.service, fact.type, fact.data),
        )
        for fact in facts
        if fact.type in SERVICES[fact.service] and "/" not in fact.subject
    ]


def _counted(record: Record, rows: Sequence[Row], period: Period, raw: Raw) -> Iterator[str]:
    for rate in record.town.rates:
        found, plain = figure(rate, rows, period).all, raw.count(rate.code)
        if (found.numerator, found.denominator) != plain:
            yield f"{rate.code} as of {period.as_of} is {_told(found)}, by a plain count {plain[0]} of {plain[1]}"


def _without(record: Record, rows: Sequence[Row], period: Period, facts: Sequence[Fact]) -> Iterator[str]:
    """The second figure, without the cases that were left out with approval."""
    excluded: set[tuple[str, str]] = set()
    for fact in record.about("supervision", "exclusion.approved", "exclusion.revoked"):
        (excluded.add if fact.type == "exclusion.approved" else excluded.discard)((fact.subject, fact.data["rate"]))
    for rate in record.town.rates:
        out = {case_no for case_no, code in excluded if code in (rate.code, ALL)}
        if out:
            found = figure(rate, rows, period, excluded).kept
            plain = Raw(fact for fact in facts if fact.subject not in out).count(rate.code)
            if (found.numerator, found.denominator) != plain:
                yield f"{rate.code} without what is left out is {_told(found)}, by a plain count {plain[0]} of {plain[1]}"


def _added_up(record: Record, rows: Sequence[Row], period: Period, rng: Random) -> Iterator[str]:
    """Of all units, channels and so on; and of the days before and after any midnight."""
    cut = period.since + DAY * rng.randrange((period.last - period.since).days)
    for rate in record.town.rates:
        whole = figure(rate, rows, period).all
        for by in PARTS:
            parts = [one.all for one in grouped(rate, rows, period, by).values()]
            if _sum(parts) != whole:
                yield f"{rate.code} by {by} adds up to {_told(_sum(parts))}, the whole is {_told(whole)}"
        halves = Period(period.since, cut, period.as_of), Period(cut + DAY, period.last, period.as_of)
        both = _sum([figure(rate, rows, half).all for half in halves])
        if rate.code not in AT_THE_END and both != whole:
            yield f"{rate.code} until {cut} and after is {_told(both)}, the whole is {_told(whole)}"


def _sum(parts: Sequence[Count]) -> Count:
    return Count(sum(part.numerator for part in parts), sum(part.denominator for part in parts))


def _told(count: Count) -> str:
    return f"{count.numerator} of {count.denominator}"
