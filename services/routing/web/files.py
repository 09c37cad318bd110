"""The files that came with an appeal: intake keeps them and gives them out, here are the ways to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.routing.readmodels.work_orders.query import Order
from services.routing.web.seeing import Eyes, scope, unnamed
from shared.eventlog.fact import Fact
from shared.web.ask import Ask


@dataclass(frozen=True, slots=True)
class Attached:
    """A file by its name in clear; `size` are bytes, `number` that of the supplement it came with, or 0."""

    name: str | None
    href: str
    media_type: str
    size: int
    number: int


def files_of(order: Order, ask: Ask, facts: Sequence[Fact], eyes: Eyes) -> Sequence[Attached]:
    """By intake's rule: the desks' are all, a unit's those of its own cases whose asker it may know."""
    if unnamed(ask, order) or not scope(ask).sees(order.unit):
        return ()
    return [
        Attached(
            eyes(one["name"]), _address(order, one["hash"]), one["media_type"], one["size"], fact.data.get("number", 0)
        )
        for fact in facts
        if fact.type in ("work_order.noted", "work_order.supplemented")
        for one in fact.data.get("attachments", ())
    ]


def _address(order: Order, name: str) -> str:
    return f"/intake/desk/{order.case_no}/attachments/{name}"
