"""What each fact adds. Everything is written without reading."""

import json
from collections.abc import Mapping

from services.supervision.domain.assessment.milestone import SERVICES, kept
from services.supervision.readmodels.assessment.tables import assessed_cases, milestones
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Apply, Rows

OURS = "supervision"
BEGIN = frozenset({"appeal.received", "work_order.reopened"})
END = frozenset({"appeal.declined", "appeal.answered_at_once", "appeal.withdrawn", "work_order.archived"})
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def passed(fact: Fact, rows: Rows) -> None:
    """One milestone more; what is about no case, such as a meeting about a common need, is not assessed."""
    if "/" in fact.subject:
        return
    said = _json(kept(fact.service, fact.type, fact.data))
    rows.put(
        milestones,
        service=fact.service,
        position=fact.position,
        case_no=fact.subject,
        type=fact.type,
        at=fact.time,
        said=said,
    )
    case: dict[str, object] = {"touched_at": fact.recorded_at}
    if fact.type == "appeal.received":
        case["received_at"] = fact.time
    if fact.type in BEGIN or fact.type in END:
        case["open"] = fact.type in BEGIN
    rows.put(assessed_cases, case_no=fact.subject, **case)


SAID: Mapping[str, Apply] = dict.fromkeys(SERVICES[OURS], passed)
HEARD: Mapping[tuple[str, str], Apply] = {
    (service, type_): passed for service, types in SERVICES.items() if service != OURS for type_ in types
}
