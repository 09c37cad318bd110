"""The page of one work order: what was asked, what is due, what happened, and what to do next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from services.routing.readmodels.work_orders.query import Order
from services.routing.web.actions import BY_NAME, Action
from services.routing.web.filling import filled
from services.routing.web.leading.panel import panel
from services.routing.web.offering import offered
from services.routing.web.seeing import OPEN_PERSONAL, Eyes, facts_of, title_of, visible
from services.routing.web.story import Teller, steps
from services.routing.web.suggesting import suggested
from services.routing.web.words import HELD, WAITS_FOR
from shared.eventlog.fact import Fact
from shared.web.answers import Page, See
from shared.web.ask import Ask
from shared.web.inputs import Input

PURPOSE = "page.work_order"
APPEAL = ("title", "text", "name", "phone", "enterprise")
DESK, ORDERS = "/routing/desk", "/routing/work-orders"


@dataclass(frozen=True, slots=True)
class Doing:
    """The action in hand with its form, and the others on offer. `ask` carries what was wrong, if anything."""

    action: Action | None
    inputs: Sequence[Input]
    others: Sequence[Action]
    ask: Ask


def show(ask: Ask) -> Page:
    """One work order; again with what was wrong when an action was refused."""
    order = visible(ask)
    facts = facts_of(ask.service, order.case_no)
    rules = ask.service.rulebook.current
    eyes = Eyes(ask, order.case_no, PURPOSE, facts)
    appeal = appeal_of(facts, eyes)
    values = {
        "order": order,
        "appeal": {**appeal, "title": title_of(ask.service, order)},
        "opened": ask.may(OPEN_PERSONAL),
        "answer": answer_of(order, facts, eyes),
        "item": rules.catalogue.get(order.catalogue or ""),
        "suggestions": suggested(facts, rules),
        "steps": steps(facts, Teller(eyes, rules)),
        "doing": doing(order, ask, facts),
        "leading": panel(order, ask),
        "held": HELD,
        "waits_for": WAITS_FOR,
    }
    return Page("routing/order.html", values)


def appeal_of(facts: Sequence[Fact], eyes: Eyes) -> Mapping[str, str | None]:
    """What the asker said, and who they are."""
    noted = next(fact for fact in facts if fact.type in ("work_order.noted", "work_order.opened"))
    return {name: eyes(noted.data[name]) for name in APPEAL}


def answer_of(order: Order, facts: Sequence[Fact], eyes: Eyes) -> Mapping[str, Any] | None:
    """The last answer of this round, unless it was sent back."""
    if order.resolved is None:
        return None
    last = next((fact for fact in reversed(facts) if fact.type == "work_order.answered"), None)
    if last is None:
        return None
    words = {name: eyes(last.data[name]) for name in ("internal", "public")}
    return {**words, "resolved": order.resolved, "by": order.answered_by}


def doing(order: Order, ask: Ask, facts: Sequence[Fact]) -> Doing:
    """The action asked for (`?do=`, or the one just refused), else the first on offer."""
    choices = offered(order, ask)
    refused = ask.request.method == "POST"
    name = ask.request.path.rpartition("/")[2] if refused else ask.query("do")
    action = next((one for one in choices if one.name == name), choices[0] if choices else None)
    if refused and (action is None or action.name != name):
        ask = replace(ask, typed=MultiDict(), errors={})
    if action is None:
        return Doing(None, (), (), ask)
    suggestions = suggested(facts, ask.service.rulebook.current) if action.desk else ()
    controls = filled(action, order, ask, facts, suggestions)
    return Doing(action, controls, [one for one in choices if one is not action], ask)


def acting(name: str) -> Callable[[Ask], See]:
    """The view that does this action from a page."""
    action = BY_NAME[name]

    def act(ask: Ask) -> See:
        order = visible(ask)
        moment = ask.service.moment(ask.who.actor())
        ask.service.execute(*action.commands(order.case_no, ask.form, moment), once=ask.idempotency_key)
        return See(DESK if action.desk else f"{ORDERS}/{order.case_no}", f"done.{name}")

    return act
