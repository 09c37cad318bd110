"""A milestone: what the assessment keeps of an entry. Codes and times alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

DUTIES = "duties"
ROUND = ("round",)
UNIT = ("round", "unit")
WITH_DUTIES = (*UNIT, DUTIES)
LAPSED = ("round", "duty", "unit", "due_at")

INTAKE: Mapping[str, tuple[str, ...]] = {
    "appeal.received": ("channel", "kind", "place", DUTIES),
    "appeal.accepted": ("kind",),
    "appeal.declined": (),
    "appeal.answered_at_once": ("kind",),
    "appeal.merged": ("leading",),
    "appeal.separated": (DUTIES,),
    "appeal.order_opened": (),
    "appeal.urgency_marked": (DUTIES,),
    "appeal.corrected": ("field", "clear"),
    "appeal.withdrawn": (),
    "appeal.lapsed": LAPSED,
}
ROUTING: Mapping[str, tuple[str, ...]] = {
    "work_order.classified": ("round", "catalogue", "level"),
    "work_order.held": (*ROUND, DUTIES),
    "work_order.dispatched": (*WITH_DUTIES, "catalogue", "level"),
    "work_order.signed": UNIT,
    "work_order.returned": WITH_DUTIES,
    "work_order.return_settled": (*UNIT, "accepted"),
    "work_order.contacted": (*UNIT, "reached"),
    "work_order.extension_requested": (*WITH_DUTIES, "number"),
    "work_order.extended": (*WITH_DUTIES, "number"),
    "work_order.extension_refused": UNIT,
    "work_order.suspended": WITH_DUTIES,
    "work_order.resumed": WITH_DUTIES,
    "work_order.recomputed": WITH_DUTIES,
    "work_order.urgency_marked": WITH_DUTIES,
    "work_order.transferred": (*WITH_DUTIES, "to", "outside"),
    "work_order.answered": WITH_DUTIES,
    "work_order.approved": WITH_DUTIES,
    "work_order.sent_back": WITH_DUTIES,
    "work_order.closed": (*UNIT, "leading"),
    "work_order.reopened": (*WITH_DUTIES, "catalogue", "level"),
    "work_order.merged": (*ROUND, "leading"),
    "work_order.released": ROUND,
    "work_order.pooled": ROUND,
    "work_order.archived": (*ROUND, "end"),
    "work_order.lapsed": LAPSED,
    "part.lapsed": LAPSED,
    "extension.lapsed": LAPSED,
    "instruction.lapsed": LAPSED,
    "meeting.lapsed": LAPSED,
    "transfer.lapsed": LAPSED,
    "escalation.lapsed": LAPSED,
}
OURS: Mapping[str, tuple[str, ...]] = {
    "callback.planned": WITH_DUTIES,
    "callback.attempted": (*ROUND, "outcome", "attempt"),
    "callback.recorded": (*ROUND, "contacted", "resolved", "satisfied"),
    "callback.referred": (*ROUND, DUTIES),
    "callback.ask_lapsed": (*ROUND, DUTIES),
    "callback.settled": (*ROUND, "end", "reason"),
    "callback.reopening": ROUND,
    "callback.dropped": ROUND,
    "callback.lapsed": LAPSED,
}
SERVICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {"intake": INTAKE, "routing": ROUTING, "supervision": OURS}
ORDER = {service: place for place, service in enumerate(SERVICES)}
"""Of entries of the same time those of the service that comes first in a case come first."""


class Milestone(NamedTuple):
    """`at` is when it happened; `said` the fields named above, as far as the entry has them.

    `handling`: of a lapse, in which handling of the order it was said (1 is the first); 0 where nobody looked.
    """

    at: datetime
    service: str
    position: int
    case_no: str
    type: str
    said: Mapping[str, Any]
    handling: int = 0

    @property
    def order(self) -> tuple[datetime, int, int]:
        """In time, and as they were said."""
        return self.at, ORDER[self.service], self.position


def kept(service: str, type_: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of an entry's data; of duties their name, unit and due time."""
    said = {name: data[name] for name in SERVICES[service][type_] if name in data}
    if DUTIES in said:
        said[DUTIES] = [{name: duty[name] for name in ("duty", "unit", "due_at")} for duty in said[DUTIES]]
    return said
