"""Cases as intake and routing would tell them to supervision, in clear codes alone."""

from datetime import timedelta
from typing import Any

from shared.kernel.numbering import case_number, stream_id
from shared.kernel.times import stamp
from tests.integration.supervision.office import Office


class Told:
    """One case; a second passes after anything is heard."""

    def __init__(self, office: Office, name: str, *, channel: str = "12345", place: str = "150702") -> None:
        self.office, self.unit = office, "housing"
        self.no = case_number(stream_id("told", name), office.clock.at)
        duties = [self.duty("accept", "government_data", 4)]
        about = {"channel": channel, "kind": "求助", "place": place, "asker": name, "anonymous": False}
        self.hear("intake", "appeal.received", **about, duties=duties)
        self.hear("intake", "appeal.accepted", kind="求助", how="rule")

    def hear(self, source: str, type_: str, **data: Any) -> "Told":
        self.office.hear(source, type_, self.no, data)
        self.office.clock.pass_(seconds=1)
        return self

    def duty(self, name: str, unit: str, hours: float) -> dict[str, str]:
        due_at = stamp(self.office.clock.at + timedelta(hours=hours))
        return {"duty": name, "unit": unit, "due_at": due_at, "limit": name, "rules": "x"}

    def order(self, what: str, **data: Any) -> "Told":
        return self.hear("routing", f"work_order.{what}", **{"round": 1, "unit": self.unit, **data})

    def dispatched(self, unit: str = "housing", catalogue: str = "housing.utility.heating") -> "Told":
        self.unit = unit
        duties = [self.duty("sign", unit, 4), self.duty("first_contact", unit, 8), self.duty("answer", unit, 40)]
        return self.order("dispatched", form="assigned", catalogue=catalogue, level="general", duties=duties)

    def closed(self, *, lateness: bool = False) -> "Told":
        """Signed, contacted, answered, approved and closed at one go; or after the answer lapsed."""
        self.order("signed").order("contacted", reached=True)
        if lateness:
            due_at = stamp(self.office.clock.at)
            self.order("lapsed", duty="answer", due_at=due_at)
        self.order("answered", resolved=True, duties=[self.duty("approve", self.unit, 8)])
        self.order("approved", duties=[self.duty("close", self.unit, 8)])
        self.office.close(self.no, unit=self.unit)
        return self


def well(office: Office, name: str, unit: str = "housing", **more: Any) -> str:
    """Closed in time and satisfied; its number."""
    told = Told(office, name, **more).dispatched(unit).closed()
    office.called(told.no, satisfied=True)
    office.clock.pass_(seconds=1)
    return told.no


def badly(office: Office, name: str, unit: str = "finance") -> str:
    """Closed late and dissatisfied; its number."""
    told = Told(office, name).dispatched(unit).closed(lateness=True)
    office.called(told.no, satisfied=False)
    office.clock.pass_(seconds=1)
    return told.no
