"""The page of one work order: what was asked, what is due, what happened, and what to do next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from services.routing.readmodels.extensions.query import of_case
from services.routing.readmodels.parts.query import Part
from services.routing.readmodels.parts.query import of_case as of_order
from services.routing.readmodels.work_orders.query import Order
from services.routing.web.action import Action
from services.routing.web.actions import BY_NAME
from services.routing.web.beginning import began
from services.routing.web.files import files_of
from services.routing.web.filling import filled
from services.routing.web.grouping import ways
from services.routing.web.leading.panel import panel
from services.routing.web.offering import offered
from services.routing.web.seeing import (
    OPEN_PERSONAL,
    Eyes,
    facts_for,
    facts_of,
    own_part,
    scope,
    title_of,
    unnamed,
    visible,
)
from services.routing.web.story import steps
from services.routing.web.suggesting import suggested
from services.routing.web.teller import Teller
from services.routing.web.words import BEYOND, HELD, MEASURES, PART, TRUTHS, WAITS_FOR
from shared.eventlog.fact import Fact
from shared.rules.rules import Rules
from shared.web.answers import Page, See
from shared.web.ask import Ask
from shared.web.inputs import Input

PURPOSE = "page.work_order"
APPEAL = ("title", "text", "name", "phone", "enterprise")
DESK, ORDERS = "/routing/desk", "/routing/work-orders"


@dataclass(frozen=True, slots=True)
class Doing:
    """The action in hand with its form, and all that are on offer. `ask` carries what was wrong, if anything."""

    action: Action | None
    inputs: Sequence[Input]
    choices: Sequence[Action]
    ask: Ask

    @property
    def usual(self) -> Sequence[Action]:
        """What is done in the course of things, and what is in hand."""
        return [one for one in self.choices if not one.aside or one is self.action]

    @property
    def seldom(self) -> Sequence[Action]:
        """What is done now and then only."""
        return [one for one in self.choices if one.aside]


def show(ask: Ask) -> Page:
    """One work order; again with what was wrong when an action was refused."""
    order = visible(ask)
    facts = facts_for(ask, order)
    rules = ask.service.rulebook.current
    eyes = Eyes(ask, order.case_no, PURPOSE, facts)
    appeal = appeal_of(facts, eyes)
    leading, hand = panel(order, ask), doing(order, ask, facts)
    told = [*steps(facts, Teller(eyes, rules)), *leading["steps"]]
    values = {
        "order": order,
        "appeal": {**appeal, "title": title_of(ask.service, order)},
        "opened": ask.may(OPEN_PERSONAL),
        "unnamed": unnamed(ask, order),
        "files": files_of(order, ask, facts, eyes),
        "answer": answer_of(order, facts, eyes),
        "item": rules.catalogue.get(order.catalogue or ""),
        "suggestions": suggested(facts, rules),
        "steps": sorted(told, key=lambda step: step.at),
        "doing": hand,
        "leading": leading,
        "ways": ways(order, hand.seldom, leading["offers"]),
        "held": HELD,
        "waits_for": WAITS_FOR,
        "parts": [shown(one, facts, eyes) for one in parts_of(order, ask)],
        "part_words": PART,
        "extensions": [one for one in of_case(ask.service.engine, order.case_no) if one.state == "requested"],
        "measures": MEASURES,
        "grounds": grounds(facts, order.round, rules),
        "findings": {"truth": TRUTHS, "beyond": BEYOND},
    }
    return Page("routing/order.html", values)


def appeal_of(facts: Sequence[Fact], eyes: Eyes) -> Mapping[str, str | None]:
    """What the asker said, and who they are."""
    noted = next(fact for fact in facts if fact.type in ("work_order.noted", "work_order.opened"))
    said = {name: noted.data[name] for name in APPEAL}
    right = {fact.data["field"]: fact.data["value"] for fact in facts if fact.type == "work_order.asker_corrected"}
    return {name: eyes(right.get(name, field)) for name, field in said.items()}


def parts_of(order: Order, ask: Ask) -> Sequence[Part]:
    """The supporting parts that the asker sees: all, or the own one."""
    if scope(ask).sees(order.unit):
        return of_order(ask.service.engine, order.case_no)
    own = own_part(ask, order)
    return [own] if own else []


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with what was asked and what was delivered, in clear."""

    part: Part
    task: str | None
    answer: str | None


def shown(part: Part, facts: Sequence[Fact], eyes: Eyes) -> ShownPart:
    """The words of the latest assignment and delivery."""
    own = [fact for fact in facts if fact.type.startswith("part.") and fact.data["unit"] == part.unit]
    said = {fact.type: fact.data for fact in own if fact.data["round"] == part.round}
    task, answer = said.get("part.assigned", {}).get("task"), said.get("part.delivered", {}).get("answer")
    return ShownPart(part, eyes(task), eyes(answer))


def grounds(facts: Sequence[Fact], round: int, rules: Rules) -> Mapping[str, tuple[str, str]]:
    """Duty → the limit its due time comes from, and which limits and calendar: those of the day it was computed."""
    duties = [one for fact in facts if fact.data.get("round") == round for one in fact.data.get("duties", ())]
    return {one["duty"]: (_name(one["limit"], rules), one["rules"]) for one in duties}


def _name(limit: str, rules: Rules) -> str:
    return rules.limits[limit].name if limit in rules.limits else limit


def answer_of(order: Order, facts: Sequence[Fact], eyes: Eyes) -> Mapping[str, Any] | None:
    """The last answer of this round, unless it was sent back."""
    if order.resolved is None:
        return None
    last = next((fact for fact in reversed(facts) if fact.type == "work_order.answered"), None)
    if last is None:
        return None
    words = {name: eyes(last.data[name]) for name in ("internal", "public")}
    more = {"truth": last.data.get("truth"), "beyond": last.data.get("beyond")}
    unresolved = eyes(last.data.get("unresolved"))
    return {**words, **more, "unresolved": unresolved, "resolved": order.resolved, "by": order.answered_by}


def doing(order: Order, ask: Ask, facts: Sequence[Fact]) -> Doing:
    """The action asked for (`?do=`, or the one just refused), else the first on offer."""
    choices = offered(order, ask)
    refused = ask.request.method == "POST"
    name = ask.request.path.rpartition("/")[2] if refused else ask.query("do")
    first = next((one for one in choices if not one.aside), None)
    action = next((one for one in choices if one.name == name), first)
    if refused and (action is None or action.name != name):
        ask = replace(ask, typed=MultiDict(), errors={})
    if action is None:
        return Doing(None, (), choices, ask)
    suggestions = suggested(facts, ask.service.rulebook.current) if action.desk else ()
    controls = filled(action, order, ask, facts, suggestions)
    return Doing(action, controls, choices, ask)


def filled_in(action: Action, order: Order, ask: Ask) -> Mapping[str, Any]:
    """The form, with what the deed needs to know of the order beside it."""
    known = {**ask.form, "own": own_part(ask, order)}
    return known | {"begun": began(facts_of(ask.service, order.case_no))} if action.looks_back else known


def acting(name: str) -> Callable[[Ask], See]:
    """The view that does this action from a page."""
    action = BY_NAME[name]

    def act(ask: Ask) -> See:
        order = visible(ask)
        moment = ask.service.moment(ask.who.actor())
        filled = filled_in(action, order, ask)
        ask.service.execute(*action.commands(order, filled, moment), once=ask.once_only)
        return See(DESK if action.desk else f"{ORDERS}/{order.case_no}", f"done.{name}")

    return act
