"""What corrections make of a work order: what follows goes by them."""

from dataclasses import replace
from typing import Any, TypeVar

from services.routing.domain.work_order.appeal import Asking
from services.routing.domain.work_order.events import AskerCorrected
from services.routing.domain.work_order.state import WorkOrder

A = TypeVar("A", bound=Asking)


def said_of(field: str, said: Any) -> Any:
    """What an event or command says of this field."""
    return said.clear if field == "kind" else said.value


def asker_corrected(order: WorkOrder, event: AskerCorrected) -> WorkOrder:
    """The order that knows better."""
    noted = _better(order.noted, event) if order.noted else None
    return replace(order, noted=noted, asking=_better(order.asking, event))


def _better(asking: A, event: AskerCorrected) -> A:
    if not hasattr(asking, event.field):
        return asking
    return replace(asking, **{event.field: said_of(event.field, event)})
