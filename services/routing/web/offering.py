"""Which actions make sense next, for this order and this person: the first is the one to do now."""

from collections.abc import Callable, Mapping

from services.routing.readmodels.work_orders.query import Order
from services.routing.web.actions import BY_NAME, Action
from shared.web.ask import Ask

NEXT: Mapping[str, tuple[str, ...]] = {
    "dispatch": ("dispatch",),
    "signing": ("sign", "return"),
    "contact": ("first-contact", "answer", "progress", "return"),
    "answer": ("answer", "progress", "first-contact", "return"),
    "return": ("settle-return",),
    "approval": ("approve", "send-back", "first-contact"),
    "closing": ("close", "first-contact"),
    "": ("reopen",),
}
ENDED = ("withdrawn", "cancelled", "transfer_confirmed")


def _in_time(order: Order, ask: Ask) -> bool:
    return order.return_by is not None and ask.at <= order.return_by


def _to_be_reached(order: Order, _: Ask) -> bool:
    return order.reachable and not order.reached


def _written_by_another(order: Order, ask: Ask) -> bool:
    return order.answered_by != ask.who.account


def _not_ended(order: Order, _: Ask) -> bool:
    return order.end not in ENDED


ONLY_IF: Mapping[str, Callable[[Order, Ask], bool]] = {
    "return": _in_time,
    "first-contact": _to_be_reached,
    "approve": _written_by_another,
    "reopen": _not_ended,
}


def offered(order: Order, ask: Ask) -> tuple[Action, ...]:
    """The actions to offer; none when it is somebody else's turn, or the order follows another one."""
    if order.state == "merged":
        return ()
    names = NEXT.get(order.waits_for or "", ())
    if order.waits_for == "closing" and _to_be_reached(order, ask):
        names = tuple(reversed(names))
    return tuple(BY_NAME[name] for name in names if _offers(BY_NAME[name], order, ask))


def _offers(action: Action, order: Order, ask: Ask) -> bool:
    if not ask.may(action.permission) or not _is_theirs(action, order, ask):
        return False
    condition = ONLY_IF.get(action.name)
    return condition is None or condition(order, ask)


def _is_theirs(action: Action, order: Order, ask: Ask) -> bool:
    """As `decide` sees it: the unit's own, or a desk's."""
    desks = ask.service.rulebook.current.desks
    if action.desk:
        return bool(ask.who.unit == desks.get("dispatch"))
    if action.name == "reopen":
        return ask.who.unit in (desks.get("dispatch"), desks.get("supervision"))
    return ask.who.unit == order.unit
