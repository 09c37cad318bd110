"""Who asks, as corrected by intake's desk: what follows goes by that, what was said stays."""

from collections.abc import Sequence

from services.routing.domain.work_order.correcting_commands import CorrectAsker
from services.routing.domain.work_order.events import AskerCorrected, Event
from services.routing.domain.work_order.evolve_known import said_of
from services.routing.domain.work_order.guards import refused
from services.routing.domain.work_order.state import State, WorkOrder

FIELDS = frozenset({"name", "phone", "enterprise", "kind"})


def correct(command: CorrectAsker, order: WorkOrder) -> Sequence[Event]:
    """In whatever state: a callback may still have to be made. What an order does not know of is left alone."""
    if order.state is State.UNKNOWN:
        refused(order)
    if command.field not in FIELDS or _known(command, order):
        return []
    return [AskerCorrected(order.round, order.unit, command.field, command.value, command.clear)]


def _known(command: CorrectAsker, order: WorkOrder) -> bool:
    """Of the enterprise the opened order keeps nothing to compare with."""
    known = order.noted or order.asking
    return hasattr(known, command.field) and getattr(known, command.field) == said_of(command.field, command)
