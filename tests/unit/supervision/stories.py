"""Cases told by hand as milestones, for the tests of assessment and warning: hours after Monday 2 November 2026, 9:00."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.supervision.domain.assessment.figures import Excluded, Figure, figure
from services.supervision.domain.assessment.folding import rows_of
from services.supervision.domain.assessment.milestone import SERVICES, Milestone, kept
from services.supervision.domain.assessment.period import Period
from services.supervision.domain.assessment.rates import BY_CODE
from services.supervision.domain.assessment.row import Row
from shared.kernel.times import stamp

MONDAY = datetime(2026, 11, 2, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 30, 1, tzinfo=UTC)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30), NOW)
Told = Sequence[Milestone]


def hour(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def duty(name: str, unit: str, hours: float) -> dict[str, str]:
    return {"duty": name, "unit": unit, "due_at": stamp(hour(hours)), "limit": "x", "rules": "y"}


class Case:
    """One case; each method adds what a service said at that hour. Positions count up."""

    count = 0

    def __init__(self, no: str, at: float = 0, *, channel: str = "12345", kind: str = "求助", place: str = "") -> None:
        self.no, self.told = no, []  # type: tuple[str, list[Milestone]]
        duties = [duty("accept", "desk", at + 4)]
        self.say(at, "appeal.received", channel=channel, kind=kind, place=place, duties=duties)

    def say(self, at: float, type_: str, **data: Any) -> "Case":
        service = next(name for name, types in SERVICES.items() if type_ in types)
        Case.count += 1
        said = kept(service, type_, data)
        self.told.append(Milestone(hour(at), service, Case.count, self.no, type_, said))
        return self

    def accepted(self, at: float = 0) -> "Case":
        return self.say(at, "appeal.accepted", kind="求助", how="rule")

    def dispatched(self, at: float = 1, unit: str = "housing", *, contact: bool = True, **more: Any) -> "Case":
        """Signed within 4 hours, contacted within 8, answered within 40."""
        duties = [duty("sign", unit, at + 4), duty("answer", unit, at + 40)]
        duties += [duty("first_contact", unit, at + 8)] if contact else []
        data = {"round": 1, "unit": unit, "catalogue": "housing.heating", "level": "general", "duties": duties, **more}
        return self.say(at, "work_order.dispatched", **data)

    def unit(self, at: float, what: str, unit: str = "housing", round_: int = 1, **data: Any) -> "Case":
        return self.say(at, f"work_order.{what}", round=round_, unit=unit, **data)

    def lapsed(self, what: str, due: float, unit: str = "housing", round_: int = 1) -> "Case":
        return self.unit(due, "lapsed", unit, round_, duty=what, due_at=stamp(hour(due)))

    def closed(self, at: float, unit: str = "housing", round_: int = 1, *, begun: float = 1) -> "Case":
        """Signed and contacted at once, answered two hours and approved one hour before closing."""
        self.unit(begun + 1, "signed", unit, round_).unit(begun + 2, "contacted", unit, round_, reached=True)
        self.unit(at - 2, "answered", unit, round_, duties=[duty("approve", unit, at + 20)])
        self.unit(at - 1, "approved", unit, round_, duties=[duty("close", unit, at + 20)])
        return self.unit(at, "closed", unit, round_).planned(at, unit, round_)

    def planned(self, at: float, unit: str = "housing", round_: int = 1) -> "Case":
        return self.say(at, "callback.planned", round=round_, unit=unit, duties=[duty("callback", "watch", at + 24)])

    def called(self, at: float, satisfied: bool | None, round_: int = 1, *, resolved: bool | None = None) -> "Case":
        said = satisfied if resolved is None else resolved
        return self.say(
            at, "callback.recorded", round=round_, contacted=True, resolved=said, satisfied=satisfied, by="us"
        )

    def settled(self, at: float, end: str, round_: int = 1, reason: str = "") -> "Case":
        return self.say(at, "callback.settled", round=round_, end=end, reason=reason)

    def reopened(self, at: float, round_: int = 2, unit: str = "housing") -> "Case":
        duties = [duty("sign", unit, at + 4), duty("first_contact", unit, at + 8), duty("answer", unit, at + 40)]
        data = {"catalogue": "housing.heating", "level": "complex", "duties": duties, "why": "dissatisfied"}
        return self.unit(at, "reopened", unit, round_, **data)

    def archived(self, at: float, end: str, round_: int = 1) -> "Case":
        return self.say(at, "work_order.archived", round=round_, end=end)


def usual(no: str, at: float = 0, unit: str = "housing", **more: Any) -> Case:
    """Closed in time, called back, satisfied, archived."""
    case = Case(no, at, **more).accepted(at).dispatched(at + 1, unit).closed(at + 30, unit, begun=at + 1)
    return case.called(at + 50, True).settled(at + 50, "satisfied").archived(at + 50, "satisfied")


def rows(*cases: Case, as_of: datetime = NOW) -> list[Row]:
    return rows_of((one for case in cases for one in case.told), as_of)


def counted(code: str, *cases: Case, period: Period = NOVEMBER, excluded: Excluded = ()) -> Figure:
    return figure(BY_CODE[code], rows(*cases, as_of=period.as_of), period, excluded)


def share(code: str, *cases: Case, period: Period = NOVEMBER) -> tuple[int, int]:
    """Numerator and denominator."""
    count = counted(code, *cases, period=period).all
    return count.numerator, count.denominator


def numbers(figure: Figure) -> list[str]:
    return [case.row.case_no for case in figure.cases]


def told(cases: Iterable[Case]) -> list[Milestone]:
    return [one for case in cases for one in case.told]
