"""The API of work orders: JSON for machines, the same actions as the pages."""

from collections.abc import Callable, Mapping
from typing import Any

from services.routing.readmodels.work_orders.query import TRAITS, Filter, Order, Sorting, one
from services.routing.web.actions import BY_NAME
from services.routing.web.case import appeal_of, filled_in, parts_of
from services.routing.web.files import files_of
from services.routing.web.listing import orders
from services.routing.web.seeing import Eyes, facts_for, is_closed, scope, title_of, visible
from shared.eventlog.fact import Fact
from shared.kernel.times import stamp
from shared.web.answers import Json
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.paging import LIMIT

PLAIN = (
    *("case_no", "state", "waits_for", "unit", "round", "held_for", "end", "kind", "source", "urgent", "catalogue"),
    "confidential",
    *("scope", "breadth", "matter", "time", "difficulty", "frequent", "supporting", "review_at"),
    *("level", "form", "opened_at", "due", "due_at", "return_by", "attempts", "reached", "resolved", "closed_at"),
    "duties",
)
PART = ("unit", "round", "lead", "state", "asked", "due", "due_at", "duties")
PURPOSE = "api.work_order"


def summary(order: Order) -> dict[str, Any]:
    """An order without personal data."""
    return {name: getattr(order, name) for name in PLAIN}


def list_orders(ask: Ask) -> Json:
    """By due time if a due time or what is waited for is asked about, else the newest first."""
    form = ask.form
    asked_by_due = "due_before" in form or "waits_for" in form
    wanted = _filter(ask)
    if wanted is None:
        return Json({"work_orders": [], "next_cursor": None})
    sorting = Sorting.DUE if asked_by_due else Sorting.NEWEST
    found = orders(ask, wanted, sorting, form.get("cursor"), form.get("limit", LIMIT))
    rows = [{**summary(order), "title": title_of(ask.service, order)} for order in found.items]
    return Json({"work_orders": rows, "next_cursor": found.next_cursor})


def _filter(ask: Ask) -> Filter | None:
    """What may be seen of what is asked for; None when that is nothing."""
    own, form = scope(ask).unit, ask.form
    if own and form.get("unit", own) != own:
        return None
    return Filter(
        unit=own or form.get("unit"),
        states=(form["state"],) if "state" in form else (),
        waits_for=(form["waits_for"],) if "waits_for" in form else (),
        due_before=form.get("due_before"),
        urgent=form.get("urgent"),
        frequent=form.get("frequent"),
        **{name: form.get(name) for name in TRAITS},
    )


def show_order(ask: Ask) -> Json:
    """One order with the appeal and its history; personal data in clear for those who may, and recorded."""
    order = visible(ask)
    facts = facts_for(ask, order)
    eyes = Eyes(ask, order.case_no, PURPOSE, facts)
    history = [_told(fact, eyes) for fact in facts]
    parts = [{name: getattr(part, name) for name in PART} for part in parts_of(order, ask)]
    beside = {"parts": parts, "history": history, "attachments": list(files_of(order, ask, facts, eyes))}
    return Json({**summary(order), "appeal": appeal_of(facts, eyes), **beside})


def _told(fact: Fact, eyes: Eyes) -> dict[str, Any]:
    opening = fact.type in ("work_order.noted", "work_order.opened")
    hidden = ("attachments", *(("title", "text", "name", "phone", "enterprise") if opening else ()))
    data = {name: eyes(value) if is_closed(value) else value for name, value in fact.data.items() if name not in hidden}
    actor = {"account": fact.actor.account, "unit": fact.actor.unit}
    return {"time": stamp(fact.time), "type": fact.type, "actor": actor, "data": data}


def acting(name: str) -> Callable[[Ask], Json]:
    """The view of one action: 200 with the order as it is then, the same when it was done before."""
    action = BY_NAME[name]

    def act(ask: Ask) -> Json:
        order = visible(ask)
        moment = ask.service.moment(ask.who.actor())
        filled = filled_in(action, order, ask)
        ask.service.execute(*action.commands(order, filled, moment), once=ask.once_only)
        after = one(ask.service.engine, order.case_no)
        return Json(summary(after or order))

    return act


def unknown_action(ask: Ask) -> Json:
    """Not (yet) an action."""
    facts: Mapping[str, str] = {"action": ask.arguments["action"]}
    raise Failure(404, "action.unknown", facts=dict(facts))
