"""An action's form as it is first shown: what stands in it already, and what there is to choose from."""

from collections.abc import Mapping, Sequence

from services.routing.readmodels.extensions.query import of_case
from services.routing.readmodels.work_orders.query import TRAITS, Order
from services.routing.web.action import Action
from services.routing.web.seeing import OPEN_PERSONAL, Eyes
from services.routing.web.suggesting import Suggested
from shared.eventlog.fact import Fact
from shared.kernel.times import SHANGHAI
from shared.rules.rules import Rules
from shared.web.ask import Ask
from shared.web.inputs import Choices, Input, inputs


def filled(
    action: Action, order: Order, ask: Ask, facts: Sequence[Fact], suggestions: Sequence[Suggested]
) -> tuple[Input, ...]:
    """The controls of the action's form."""
    rules: Rules = ask.service.rulebook.current
    values: Mapping[str, str] = {}
    if action.name == "dispatch":
        values = _best(order, facts, suggestions)
    elif action.name == "first-contact":
        values = {"contacted_at": ask.at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")}
    elif action.name == "answer":
        values = _draft(order, ask, facts)
    elif action.name == "classify":
        values = {name: getattr(order, name) or "" for name in ("catalogue", "level", *TRAITS)}
    elif action.name == "settle-extension":
        values = {"unit": _asking(order, ask)[0][0]} if _asking(order, ask) else {}
    choices = {**_choices(rules), **_units(action, order, ask, rules)}
    return inputs(action.form, ask, values=values, choices=choices)


def _draft(order: Order, ask: Ask, facts: Sequence[Fact]) -> Mapping[str, str]:
    """What the unit wrote last in this round: a draft, or the answer that was sent back."""
    mine = ("work_order.drafted", "work_order.answered")
    said = [fact for fact in facts if fact.type in mine and fact.data["round"] == order.round]
    if not said or not ask.may(OPEN_PERSONAL):
        return {}
    eyes = Eyes(ask, order.case_no, "page.work_order", said[-1:])
    return {name: eyes(said[-1].data[name]) or "" for name in ("internal", "public")}


def _asking(order: Order, ask: Ask) -> list[tuple[str, str]]:
    """The units whose request for more time waits."""
    units = ask.service.rulebook.current.units
    waiting = [one.unit for one in of_case(ask.service.engine, order.case_no) if one.state == "requested"]
    return [(unit, units[unit].short if unit in units else unit) for unit in waiting]


def _units(action: Action, order: Order, ask: Ask, rules: Rules) -> Mapping[str, Choices]:
    """The units that may be chosen, where not all may."""
    if action.name == "settle-extension":
        return {"unit": _asking(order, ask)}
    if action.name == "excuse-part":
        return {"unit": [(unit, rules.units[unit].short) for unit in order.supporting if unit in rules.units]}
    return {}


def _best(order: Order, facts: Sequence[Fact], suggestions: Sequence[Suggested]) -> Mapping[str, str]:
    """The best suggestion of a unit that has not returned the order already."""
    settled = [fact.data for fact in facts if fact.type == "work_order.return_settled"]
    refusing = {data["unit"] for data in settled if data["accepted"]}
    best = next((one for one in suggestions if one.unit not in refusing and not one.outside), None)
    if best is not None:
        return {"unit": best.unit, "catalogue": best.catalogue}
    return {"catalogue": order.catalogue or "", "level": order.level or ""}


def _choices(rules: Rules) -> Mapping[str, Choices]:
    return {
        "unit": rules.unit_choices,
        "supporting": rules.unit_choices,
        "catalogue": [(item.code, item.title) for item in rules.catalogue.values()],
    }
