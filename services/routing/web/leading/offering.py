"""Which deeds make sense now, for this case and this person; each with the address of its form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.routing.readmodels.matters.query import Matter
from services.routing.readmodels.work_orders.query import Order
from services.routing.web.leading.deeds import BY_NAME
from shared.web.ask import Ask

IN_HAND = ("dispatch", "signing", "contact", "answer", "return")


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to a form. `about` says which matter, where there may be several; `name` is the deed's."""

    label: str
    path: str
    about: str = ""
    name: str = ""


def offers(order: Order, found: Sequence[Matter], ask: Ask) -> list[Offer]:
    """Those of the case, then those of each open matter."""
    base = f"/routing/work-orders/{order.case_no}"
    named = [*_of_case(order, found, ask), *(one for matter in found if matter.open for one in _of(matter, ask))]
    return [
        Offer(BY_NAME[name].label, f"{base}/{name}{query}", about, name)
        for name, query, about in named
        if ask.may(BY_NAME[name].permission)
    ]


def _of_case(order: Order, found: Sequence[Matter], ask: Ask) -> Iterator[tuple[str, str, str]]:
    desk, own = is_desk(ask), ask.who.unit == order.unit
    if order.waits_for == "transfer" and desk:
        yield from ((name, "", "") for name in ("confirm-transfer", "chase-transfer", "refuse-transfer"))
    if order.waits_for not in IN_HAND:
        return
    if desk:
        yield "transfer", "", ""
    yield "instruct", "", ""
    if desk or own or ask.may("instructions.give"):
        yield "convene", "", ""
    if (desk or own) and not any(one.kind == "escalation" and one.open for one in found):
        yield "escalate", "", ""


def _of(matter: Matter, ask: Ask) -> Iterator[tuple[str, str, str]]:
    number, unit, desk = f"?number={matter.number}", ask.who.unit, is_desk(ask)
    match matter.kind:
        case "instruction":
            if any(one.unit == unit for one in matter.duties):
                yield "report-instruction", number, ""
            if matter.state == "reported" and (desk or matter.leader == ask.who.account):
                yield "finish-instruction", number, ""
        case "meeting" if matter.state == "convened" and (desk or matter.unit == unit):
            yield from ((name, number, "") for name in ("record-meeting", "cancel-meeting"))
        case "meeting":
            for one in matter.duties:
                if one.duty.startswith("decision/") and one.open and (desk or one.unit == unit):
                    which = one.duty.partition("/")[2]
                    yield "finish-decision", f"{number}&decision={which}", f"第 {which} 条"
        case "escalation":
            yield "answer-escalation", "", ""


def is_desk(ask: Ask) -> bool:
    """Whether somebody of the dispatch desk's unit asks."""
    return bool(ask.who.unit == ask.service.rulebook.current.desks.get("dispatch"))
