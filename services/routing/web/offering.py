"""Which actions make sense next, for this order and this person: the first is the one to do now."""

from collections.abc import Callable, Mapping

from services.routing.readmodels.extensions.query import of_case
from services.routing.readmodels.work_orders.query import Order
from services.routing.web.action import Action
from services.routing.web.actions import BY_NAME
from services.routing.web.seeing import own_part
from shared.web.ask import Ask

TIME = ("request-extension", "suspend")
LOOKED_FOR = ("support", "excuse-part", "mark-urgent", "recompute")
NEXT: Mapping[str, tuple[str, ...]] = {
    "dispatch": ("dispatch", "recompute"),
    "signing": ("sign", "return", *LOOKED_FOR),
    "contact": ("first-contact", "answer", "progress", "return", *TIME, *LOOKED_FOR),
    "answer": ("answer", "progress", "first-contact", "return", *TIME, *LOOKED_FOR),
    "extension": ("settle-extension", "answer", "progress", "first-contact", "return", *TIME, *LOOKED_FOR),
    "suspension": ("progress", "resume", "suspend", "mark-urgent"),
    "return": ("settle-return",),
    "approval": ("approve", "send-back", "first-contact", "recompute"),
    "closing": ("close", "first-contact", "recompute"),
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


def _has_time(order: Order, ask: Ask) -> bool:
    due_at = order.answer_due
    return order.waits_for != "extension" and due_at is not None and ask.at <= due_at


def _helped(order: Order, _: Ask) -> bool:
    return bool(order.supporting)


ONLY_IF: Mapping[str, Callable[[Order, Ask], bool]] = {
    "return": _in_time,
    "first-contact": _to_be_reached,
    "request-extension": _has_time,
    "excuse-part": _helped,
    "approve": _written_by_another,
    "reopen": _not_ended,
}


def offered(order: Order, ask: Ask) -> tuple[Action, ...]:
    """The actions to offer; none when it is somebody else's turn, or the order follows another one."""
    if order.state == "merged":
        return ()
    names = NEXT.get(order.waits_for or "", ())
    if order.waits_for == "closing" and _to_be_reached(order, ask):
        names = ("first-contact", *(name for name in names if name != "first-contact"))
    theirs = tuple(BY_NAME[name] for name in names if _offers(BY_NAME[name], order, ask))
    return (*_of_part(order, ask), *theirs, *_of_desk(order, ask, theirs))


PARTS: Mapping[str, tuple[str, ...]] = {"assigned": ("sign-part",), "signed": ("deliver-part", "request-extension")}


def _of_part(order: Order, ask: Ask) -> tuple[Action, ...]:
    """What a supporting unit can do for its part."""
    own = own_part(ask, order)
    names = PARTS.get(own.state, ()) if own and own.round == order.round else ()
    late = own is None or own.asked or own.deliver_by is None or own.deliver_by < ask.at
    names = tuple(name for name in names if name != "request-extension" or not late)
    return tuple(BY_NAME[name] for name in names if ask.may(BY_NAME[name].permission))


def _of_desk(order: Order, ask: Ask, already: tuple[Action, ...]) -> tuple[Action, ...]:
    """Settling the extension of a supporting unit, wherever the order stands."""
    action = BY_NAME["settle-extension"]
    if action in already or not ask.may(action.permission) or not _is_theirs(action, order, ask):
        return ()
    waiting = any(one.state == "requested" for one in of_case(ask.service.engine, order.case_no))
    return (action,) if waiting else ()


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
    if action.name == "support" and ask.who.unit == desks.get("dispatch"):
        return True
    if action.name == "reopen":
        return ask.who.unit in (desks.get("dispatch"), desks.get("supervision"))
    return ask.who.unit == order.unit
