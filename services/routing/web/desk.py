"""The dispatch desk: what waits for a decision, oldest due first; one in hand, the others beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from services.routing.readmodels.extensions.query import waiting
from services.routing.readmodels.work_orders.query import Filter, Order, Sorting
from services.routing.web.case import appeal_of, doing
from services.routing.web.listing import Line, lines
from services.routing.web.seeing import Eyes, facts_of
from services.routing.web.story import steps
from services.routing.web.suggesting import suggested
from services.routing.web.teller import Teller
from services.routing.web.words import HELD, MEASURES, WAITS_FOR
from shared.web.answers import Page
from shared.web.ask import Ask

SUSPENDED = Filter(waits_for=("suspension",))
SOON = timedelta(days=1)
QUEUE = Filter(waits_for=("dispatch", "return"))
LENGTH = 30
PURPOSE = "page.desk"


def show(ask: Ask) -> Page:
    """The queue, and the order in hand: `?case=`, else the first."""
    queue = lines(ask, QUEUE, Sorting.DUE, limit=LENGTH)
    hand = in_hand(queue.items, ask.query("case"))
    more = _opened(ask, hand.order) if hand else {}
    beside = {
        "extensions": waiting(ask.service.engine, LENGTH),
        "reviews": lines(ask, replace(SUSPENDED, due_before=ask.at + SOON), Sorting.DUE, limit=LENGTH),
        "measures": MEASURES,
        "unknown_years": ask.service.rulebook.current.unknown_years(ask.at),
    }
    words = {"held": HELD, "waits_for": WAITS_FOR}
    return Page("routing/desk.html", {"queue": queue, "hand": hand, **words, **beside, **more})


def in_hand(queue: Sequence[Line], case_no: str) -> Line | None:
    """The one asked for if it is in the queue, else the first."""
    first = queue[0] if queue else None
    return next((line for line in queue if line.order.case_no == case_no), first)


def _opened(ask: Ask, order: Order) -> Mapping[str, Any]:
    facts = facts_of(ask.service, order.case_no)
    rules = ask.service.rulebook.current
    eyes = Eyes(ask, order.case_no, PURPOSE, facts)
    return {
        "appeal": appeal_of(facts, eyes),
        "suggestions": suggested(facts, rules),
        "doing": doing(order, ask, facts),
        "last": steps(facts, Teller(eyes, rules))[-3:],
    }
