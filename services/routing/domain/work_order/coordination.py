"""Which coordination the level of a case asks for before its answer (M11)."""

from collections.abc import Mapping

from services.routing.domain.work_order.state import WorkOrder
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment

ENOUGH: Mapping[str, frozenset[str]] = {
    "special": frozenset({"special"}),
    "consultation": frozenset({"consultation", "special", "on_site"}),
    "leader": frozenset({"instruction", "escalation", "consultation", "special", "on_site"}),
}
"""What a level may need before its answer, and which kinds of coordination are enough for it."""
CODES = {
    "special": "work_order.needs_special",
    "consultation": "work_order.needs_consultation",
    "leader": "work_order.needs_leader",
}


def coordinated_enough(order: WorkOrder, moment: Moment) -> None:
    """Rejected `work_order.needs_…` unless what its level asks for has taken place, or its form (专题会办: the meeting).

    The level is the one it was classified with: a reopening raises deadlines, not the form of handling.
    """
    need = "special" if order.form == "convened" else moment.rules.coordination.get(order.classified, "")
    if need and not ENOUGH[need] & order.coordinated:
        raise Rejected(CODES[need])
