"""After a month of cases of every kind, each rate is what a plain count over the raw logs says.

The count knows nothing of milestones and rows: it looks for entries, case by case.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.cli.installation import Installation
from services.supervision.domain.assessment.figures import figure, grouped
from services.supervision.domain.assessment.folding import rows_of
from services.supervision.domain.assessment.period import Period, day_of
from services.supervision.domain.assessment.rates import BY_CODE, RATES
from services.supervision.domain.assessment.row import Row
from services.supervision.readmodels.assessment import query
from shared.eventlog.fact import Fact, fact_of

Handling = tuple[str, int, str]
CLOSING = ("answer", "approve", "close")
GONE = {f"work_order.{end}" for end in ("held", "closed", "archived", "merged", "pooled", "transferred")}
"""After these no unit has the order in hand, until it is dispatched again."""


class Raw:
    """Every entry of the three services, in order."""

    def __init__(self, played: Installation) -> None:
        names = ("intake", "routing", "supervision")
        facts = [fact_of(entry.body) for name in names for entry in played.houses[name].log.read()]
        self.history = {fact.subject for fact in facts if fact.type == "appeal.history_recorded"}
        self.facts = facts
        self.last = max(fact.recorded_at for fact in facts)

    def of(self, type_: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.type == type_]

    def handlings(self, type_: str) -> set[Handling]:
        return {(fact.subject, fact.data["round"], fact.data["unit"]) for fact in self.of(type_)}

    def lapsed(self, *duties: str) -> set[Handling]:
        return {
            (fact.subject, fact.data["round"], fact.data["unit"])
            for fact in self.of("work_order.lapsed")
            if fact.data["duty"] in duties
        }

    def signed_in_time(self) -> tuple[int, int]:
        """A unit may get back what it returned, and sign again: each signing is one."""
        late = self.lapsed("sign")
        whole = len(self.of("work_order.signed")) + len(late - self.handlings("work_order.signed"))
        return whole - len(late), whole

    def own_closings(self) -> set[Handling]:
        """Without what was closed with the answer of another case, or of a common need: nobody handled that."""
        return {
            (fact.subject, fact.data["round"], fact.data["unit"])
            for fact in self.of("work_order.closed")
            if not fact.data["leading"] and not fact.data["common_need"]
        }

    def in_time(self, done: set[Handling], *duties: str) -> tuple[int, int]:
        late = self.lapsed(*duties)
        whole = done | late
        return len(whole) - len(late), len(whole)

    def reopened(self) -> tuple[int, int]:
        """Who was handled again: of what was closed the round before."""
        again = {(fact.subject, fact.data["round"] - 1) for fact in self.of("work_order.reopened")}
        closings = {(case_no, round_) for case_no, round_, _ in self.own_closings()}
        return len(again & closings), len(closings)

    def records(self) -> Mapping[tuple[str, int], Mapping[str, Any]]:
        """The last talk of each case and round."""
        return {
            (fact.subject, fact.data["round"]): fact.data
            for fact in self.of("callback.recorded")
            if fact.data["contacted"]
        }

    def said(self, name: str) -> tuple[int, int]:
        said = [data[name] for data in self.records().values() if data[name] is not None]
        return sum(said), len(said)

    def response(self) -> tuple[int, int]:
        first: dict[str, str] = {}
        kinds = ("appeal.accepted", "appeal.declined", "appeal.answered_at_once", "appeal.merged", "appeal.withdrawn")
        for fact in self.facts:
            if fact.type in kinds:
                first.setdefault(fact.subject, fact.type)
        late = {fact.subject for fact in self.of("appeal.lapsed")}
        answered = {no for no, type_ in first.items() if type_ != "appeal.withdrawn"}
        return len(answered - late), len(answered | late)

    def called_back(self) -> tuple[int, int]:
        ends = {(fact.subject, fact.data["round"]): fact.data for fact in self.of("callback.settled")}
        talked = set(self.records()) | {key for key, data in ends.items() if data["end"] == "unreachable"}
        talked |= {
            (fact.subject, fact.data["round"])
            for fact in self.of("callback.attempted")
            if fact.data["outcome"] == "refused"
        }
        excused = {
            key
            for key, data in ends.items()
            if data["end"] == "not_called" and data["reason"] in ("anonymous", "no_number", "not_sampled")
        }
        lapsed = {(f.subject, f.data["round"]) for f in self.of("callback.lapsed") if f.data["duty"] == "callback"}
        dropped = {(fact.subject, fact.data["round"]) for fact in self.of("callback.dropped")}
        known = (talked | set(ends) | lapsed) - excused - dropped
        return len(talked & known), len(known)

    def overdue_open(self) -> tuple[int, int]:
        """Whose order it is now, walking each case once."""
        late: dict[str, bool] = {}
        for fact in self.facts:
            if fact.type in ("work_order.dispatched", "work_order.reopened"):
                late[fact.subject] = False
            elif fact.type in GONE:
                late.pop(fact.subject, None)
            elif fact.type == "work_order.lapsed" and fact.data["duty"] in CLOSING:
                late[fact.subject] = True
        return sum(late.values()), len(late)

    def count(self, code: str) -> tuple[int, int]:
        match code:
            case "response":
                return self.response()
            case "resolution":
                return self.said("resolved")
            case "satisfaction":
                return self.said("satisfied")
            case "signed_in_time":
                return self.signed_in_time()
            case "first_contact":
                return self.in_time(self.handlings("work_order.contacted"), "first_contact")
            case "closed_in_time":
                return self.in_time(self.own_closings(), *CLOSING)
            case "returned":
                return len(self.of("work_order.returned")), len(self.of("work_order.dispatched"))
            case "reopened":
                return self.reopened()
            case "called_back":
                return self.called_back()
            case _:
                return self.overdue_open()


@pytest.fixture(scope="module")
def raw(played: Installation) -> Raw:
    return Raw(played)


@pytest.fixture(scope="module")
def period(raw: Raw) -> Period:
    at: datetime = raw.last
    return Period(day_of(at - timedelta(days=60)), day_of(at), at + timedelta(microseconds=1))


@pytest.fixture(scope="module")
def rows(played: Installation, period: Period) -> list[Row]:
    with played.houses["supervision"].engine.connect() as connection:
        return rows_of(query.alive(connection, period.begin, period.as_of), period.as_of)


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_each_rate_agrees_with_a_plain_count(raw: Raw, rows: list[Row], period: Period, code: str) -> None:
    found = figure(BY_CODE[code], rows, period)
    assert found.all.denominator > 0, "the demo shows nothing of this rate"
    assert (found.all.numerator, found.all.denominator) == raw.count(code), difference(found.cases, raw, code)


def difference(cases: Iterable[Any], raw: Raw, code: str) -> str:
    """What helps to find why not."""
    ours = {(case.row.case_no, case.row.round, case.row.unit) for case in cases}
    types = {"signed_in_time": "signed", "first_contact": "contacted", "closed_in_time": "closed"}
    theirs = raw.handlings(f"work_order.{types[code]}") if code in types else set()
    return f"only in one: {sorted(ours ^ theirs)[:5]}" if theirs else f"{len(ours)} handlings"


def test_units_together_are_the_whole(rows: list[Row], period: Period) -> None:
    for rate in RATES:
        sums: dict[str, int] = defaultdict(int)
        for part in grouped(rate, rows, period, "unit").values():
            sums["numerator"] += part.all.numerator
            sums["denominator"] += part.all.denominator
        whole = figure(rate, rows, period).all
        assert sums == {"numerator": whole.numerator, "denominator": whole.denominator}


def test_a_day_in_the_middle_is_the_same_from_the_whole_and_from_what_was_alive(played: Installation, raw: Raw) -> None:
    """Reading only the cases that may matter loses none that does."""
    middle = raw.last - timedelta(days=12)
    day = Period(day_of(middle), day_of(middle), middle)
    with played.houses["supervision"].engine.connect() as connection:
        some = rows_of(query.alive(connection, day.begin, day.as_of), day.as_of)
        every = rows_of(query.alive(connection, day.begin - timedelta(days=90), day.as_of), day.as_of)
    for rate in RATES:
        assert figure(rate, some, day).all == figure(rate, every, day).all
