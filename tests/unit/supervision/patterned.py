"""Stories for the rules over the record: entries an hour apart, as codes and times."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from services.routing.adoption import read_jurisdiction
from services.supervision.domain.patterns.story import Said, Story, story
from shared.kernel.times import stamp
from shared.rules.rules import Rules, rules_from

TUESDAY = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
LONG_AFTER = TUESDAY + timedelta(days=60)
CASE, OTHER = "20261124-7K3QX0M2VBP", "20261124-2B9XK41MTRQ"


@cache
def hailar() -> Rules:
    return rules_from(read_jurisdiction(Path(__file__).parents[3] / "deploy" / "jurisdictions" / "hailar"))


def hour(hours: float) -> datetime:
    return TUESDAY + timedelta(hours=hours)


def said(type_: str, hours: float, by: str = "housing", account: str = "housing.officer", **data: Any) -> Said:
    """An entry so many hours after Tuesday 9:30 in Hailar, about this unit; of round 1 unless it says another."""
    service = {"appeal": "intake", "callback": "supervision"}.get(type_.partition(".")[0], "routing")
    unit = by if not account.startswith(("system:", "asker", "feed:")) else ""
    position = int(hours * 60) + 1
    content = {"round": 1, "unit": by, **data}
    return Said(service, position, f"id-{position}", type_, hour(hours), hour(hours), account, unit, content)


def told(*entries: Said, case_no: str = CASE) -> Story:
    return story(case_no, entries)


def received(hours: float = 0, asker: str = "a", *, anonymous: bool = False) -> Said:
    return said("appeal.received", hours, "", "asker", asker=asker, anonymous=anonymous)


def called(hours: float, **data: Any) -> Said:
    return said("work_order.contacted", hours, **{"reached": False, "contacted_at": stamp(hour(hours)), **data})


def closed(hours: float, contact: str = "contacted", **data: Any) -> Said:
    return said("work_order.closed", hours, **{"contact": contact, "resolved": True, "has_phone": True, **data})
