"""From the appeal to an order that is dispatched by rule, or held for the dispatch desk."""

from collections.abc import Sequence
from dataclasses import replace

from services.routing.domain.suggestion import Suggestion, sure
from services.routing.domain.work_order.appeal import Asking, appeal_of, asking_of
from services.routing.domain.work_order.commands import NoteAppeal, Open
from services.routing.domain.work_order.dispatching import dispatched, usual_form
from services.routing.domain.work_order.duties import desk_duty
from services.routing.domain.work_order.events import Classified, Event, Held, Noted, Opened
from services.routing.domain.work_order.guards import refused
from services.routing.domain.work_order.state import State, WorkOrder
from shared.rules.catalogue import Catalogue
from shared.rules.moment import Moment


def note(command: NoteAppeal, order: WorkOrder) -> Sequence[Event]:
    if order.state is not State.UNKNOWN:
        return []
    return [Noted(**appeal_of(command.appeal), suggestions=command.suggestions)]


def open_order(command: Open, order: WorkOrder) -> Sequence[Event]:
    """Opened, then dispatched by rule when a suggestion is sure, else held with the suggestions."""
    if order.state is State.UNKNOWN:
        refused(order)
    if order.state is not State.NOTED or order.noted is None:
        return []
    appeal = appeal_of(order.noted)
    opened = Opened(**(appeal | {"kind": command.kind or order.noted.kind}))
    order = replace(order, round=opened.round, asking=Asking(**asking_of(opened)))
    return [opened, *_placed(order, order.noted.suggestions if order.noted else (), command.moment)]


def _placed(order: WorkOrder, suggestions: tuple[Suggestion, ...], moment: Moment) -> Sequence[Event]:
    best = sure(suggestions, moment.rules.catalogue)
    if best is None:
        return [held(order, _why(suggestions, moment.rules.catalogue), suggestions, moment)]
    level = moment.rules.catalogue[best.catalogue].level
    classified = Classified(
        order.round, best.catalogue, level, "rule", best.confidence, best.rules, urgent=order.asking.urgent
    )
    return [classified, dispatched(order, best.unit, usual_form(level), best.catalogue, level, "rule", moment)]


def _why(suggestions: tuple[Suggestion, ...], catalogue: Catalogue) -> str:
    if not suggestions:
        return "no_match"
    item = catalogue.get(suggestions[0].catalogue)
    outside = item is not None and item.outside and suggestions[0].confidence >= catalogue.confidence
    return "outside" if outside else "unsure"


def held(order: WorkOrder, code: str, suggestions: tuple[Suggestion, ...], moment: Moment) -> Held:
    """The order waits for the dispatch desk, which has a due time."""
    return Held(order.round, code, suggestions, (desk_duty("dispatch", order.asking.urgent, moment),))
