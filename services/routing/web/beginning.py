"""When each running duty began: what a new due time is counted from."""

from collections.abc import Iterable
from datetime import datetime

from shared.eventlog.fact import Fact

BEGIN = frozenset(
    f"work_order.{name}"
    for name in (
        *("held", "dispatched", "returned", "answered", "approved", "transferred", "reopened", "urgency_marked"),
    )
)
"""They count a due time from their own moment by a limit."""
SET = frozenset({"work_order.extended", "work_order.resumed", "work_order.suspended"})
"""They set a due time otherwise, which no limit alone gives again."""


def began(facts: Iterable[Fact]) -> dict[str, datetime]:
    """Duty → when it began, for those whose due time comes from a limit alone."""
    begun: dict[str, datetime] = {}
    for fact in facts:
        names = [one["duty"] for one in fact.data.get("duties", ())]
        if fact.type in BEGIN:
            begun |= dict.fromkeys(names, fact.time)
        elif fact.type in SET:
            begun = {name: at for name, at in begun.items() if name not in names}
    return begun
