"""An action's form as it is first shown: what stands in it already, and what there is to choose from."""

from collections.abc import Mapping, Sequence

from services.routing.readmodels.work_orders.query import Order
from services.routing.web.actions import Action
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
    return inputs(action.form, ask, values=values, choices=_choices(rules))


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
        "unit": [(unit.code, unit.short) for unit in rules.units.values()],
        "catalogue": [(item.code, item.title) for item in rules.catalogue.values()],
    }
