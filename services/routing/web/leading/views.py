"""The pages and the API of deeds: a form of its own for each, the same document from the API."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from services.routing.readmodels.matters.query import Matter, numbers_of, of_subject
from services.routing.readmodels.work_orders.query import Order, one
from services.routing.web.api import summary
from services.routing.web.leading.deeds import Deed
from services.routing.web.leading.panel import matters_for, panel
from services.routing.web.seeing import scope, title_of
from shared.kernel.numbering import read_case_number
from shared.kernel.rejection import Rejected
from shared.kernel.times import SHANGHAI
from shared.rules.rules import Rules
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.inputs import Choices, inputs

KINDS = ("instruction", "meeting")
"""Matters that concern units which do not have the case itself."""
OF_A_MATTER = frozenset(
    {"report-instruction", "finish-instruction", "finish-decision", "record-meeting", "cancel-meeting"},
)
"""What such a unit may do; everything else is begun by who may see the case."""
HOME = "/routing/instructions"


def reachable(ask: Ask) -> Order:
    """The order in the address, if the asker may see it or a matter of it concerns their unit; Failure 404."""
    try:
        case_no = read_case_number(ask.arguments["no"])
    except ValueError:
        raise Failure(404, "work_order.unknown") from None
    order = one(ask.service.engine, case_no)
    if order is None or not (scope(ask).sees(order.unit) or _concerned(ask, case_no)):
        raise Failure(404, "work_order.unknown")
    return order


def _concerned(ask: Ask, case_no: str) -> bool:
    unit = ask.who.unit
    return bool(unit) and any(kind in KINDS for kind, _ in numbers_of(ask.service.engine, case_no, unit))


def form_page(deed: Deed) -> Callable[[Ask], Page]:
    """The page with the deed's form; again with what was wrong when it was refused."""

    def show(ask: Ask) -> Page:
        order = reachable(ask)
        values = {name: ask.query(name) for name in ("number", "decision")}
        now = ask.at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
        controls = inputs(deed.form, ask, values={**values, "at": now}, choices=_choices(ask.service.rulebook.current))
        case = scope(ask).sees(order.unit)
        told = panel(order, ask)
        found = {
            "order": order,
            "title": title_of(ask.service, order),
            "deed": deed,
            "inputs": controls,
            "ask": ask,
            "opens": case,
            "leading": told,
        }
        return Page("routing/leading_form.html", found)

    return show


def _choices(rules: Rules) -> Mapping[str, Choices]:
    units = rules.unit_choices
    bodies = [
        (body.code, f"{body.name}（{body.contact}）" if body.contact else body.name) for body in rules.outside.values()
    ]
    return {"unit": units, "addressees": units, "units": units, "present": units, "body": bodies}


def acting(deed: Deed) -> Callable[[Ask], See]:
    """The view that does the deed from a page."""

    def act(ask: Ask) -> See:
        order = reachable(ask)
        _execute(deed, order, ask)
        where = f"/routing/work-orders/{order.case_no}" if scope(ask).sees(order.unit) else HOME
        return See(where, f"done.{deed.name}")

    return act


def acting_api(deed: Deed) -> Callable[[Ask], Json]:
    """The same in the API: 200 with the order and its matters as they are then."""

    def act(ask: Ask) -> Json:
        order = reachable(ask)
        before = {(matter.kind, matter.number) for matter in matters_for(order, ask)}
        _execute(deed, order, ask)
        return Json(_document(one(ask.service.engine, order.case_no) or order, ask, before))

    return act


def _execute(deed: Deed, order: Order, ask: Ask) -> None:
    if deed.name not in OF_A_MATTER and not scope(ask).sees(order.unit):
        raise Rejected("work_order.not_yours")
    moment = ask.service.moment(ask.who.actor())
    commands = deed.commands(order.case_no, ask.form, moment, ask.service)
    ask.service.execute(*commands, once=ask.once_only)


def show_matters(ask: Ask) -> Json:
    """The transfers, instructions, meetings and escalations of a case, without their words."""
    return Json(_document(reachable(ask), ask))


def _document(order: Order, ask: Ask, before: Collection[tuple[str, int]] = ()) -> dict[str, Any]:
    """`before`: what the asker could see when they acted, though it may be over by now."""
    seen = {*before, *((matter.kind, matter.number) for matter in matters_for(order, ask))}
    found = of_subject(ask.service.engine, order.case_no)
    return {**summary(order), "matters": [told(one) for one in found if (one.kind, one.number) in seen]}


PLAIN = ("subject", "kind", "number", "state", "unit", "leader", "what", "at", "begun_at", "due", "due_at", "duties")


def told(matter: Matter) -> dict[str, Any]:
    """A matter without personal data."""
    return {name: getattr(matter, name) for name in PLAIN}
