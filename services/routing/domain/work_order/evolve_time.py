"""What events about time and help make of a work order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from services.routing.domain.work_order import events as said
from services.routing.domain.work_order.state import State, WorkOrder
from shared.kernel.duty import Duty


def answer_due(duties: Sequence[Duty]) -> datetime | None:
    """When the answer is due by these duties."""
    return next((one.due_at for one in duties if one.duty == "answer"), None)


def extension_requested(order: WorkOrder, event: said.ExtensionRequested) -> WorkOrder:
    return replace(order, asked=event.amount, requests=event.number)


def extended(order: WorkOrder, event: said.Extended) -> WorkOrder:
    return replace(
        order,
        asked=0,
        duties=(*order.without("answer"), *event.duties),
        answer_due=answer_due(event.duties),
        source_agreed=order.source_agreed or event.source_agreed,
    )


def extension_settled(order: WorkOrder, _: said.Event) -> WorkOrder:
    return replace(order, asked=0)


def suspended(order: WorkOrder, event: said.Suspended) -> WorkOrder:
    return replace(
        order,
        state=State.SUSPENDED,
        duties=event.duties,
        kept=event.kept,
        review_at=event.review_at,
        suspended_at=event.suspended_at,
    )


def resumed(order: WorkOrder, event: said.Resumed) -> WorkOrder:
    took = event.resumed_at - event.suspended_at
    return replace(
        order,
        state=State.SIGNED,
        duties=event.duties,
        answer_due=answer_due(event.duties) or order.answer_due,
        kept=(),
        review_at=None,
        suspended_at=None,
        suspended_before=order.suspended_before + took,
    )


def supported(order: WorkOrder, event: said.Supported) -> WorkOrder:
    return replace(order, supporting=(*order.supporting, *event.supporting))


def parts_released(order: WorkOrder, _: said.PartsReleased) -> WorkOrder:
    return replace(order, supporting=())


def urgency_marked(order: WorkOrder, event: said.UrgencyMarked) -> WorkOrder:
    marked = _due_anew(order, event.duties)
    return replace(
        marked,
        noted=replace(order.noted, urgent=event.urgent) if order.noted else None,
        asking=replace(order.asking, urgent=event.urgent),
        traits=replace(order.traits, urgent=event.urgent),
    )


def recomputed(order: WorkOrder, event: said.Recomputed) -> WorkOrder:
    return _due_anew(order, event.duties)


def _due_anew(order: WorkOrder, duties: Sequence[Duty]) -> WorkOrder:
    moved = (one.duty for one in duties)
    running = (*order.without(*moved), *duties)
    return replace(order, duties=running, answer_due=answer_due(duties) or order.answer_due)
